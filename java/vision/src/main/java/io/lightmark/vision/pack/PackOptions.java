package io.lightmark.vision.pack;

import io.lightmark.vision.Progress;
import io.lightmark.vision.annotation.FaceCrop;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How datasets are packed.
 *
 * @param maxSide limit for the longer side of a picture, larger ones are averaged down; 0 for none
 * @param threads decoding at the same time
 * @param points landmarks that every face gets, converted where that is possible; empty: as many as in the first source
 * @param format the name of the annotations' format, see {@link io.lightmark.vision.AnnotationFormats}; empty: what
 *     they look like
 * @param crop which part of each photo is kept
 * @param progress told after every picture
 */
public record PackOptions(
        int maxSide, int threads, OptionalInt points, Optional<String> format, FaceCrop crop, Progress progress) {
    /** Longer side at most 256, all processors, silent. */
    public static final PackOptions DEFAULT = new PackOptions(
            256,
            Runtime.getRuntime().availableProcessors(),
            OptionalInt.empty(),
            Optional.empty(),
            FaceCrop.NONE,
            Progress.SILENT);

    public PackOptions withMaxSide(int limit) {
        return new PackOptions(limit, threads, points, format, crop, progress);
    }

    public PackOptions withThreads(int count) {
        return new PackOptions(maxSide, count, points, format, crop, progress);
    }

    public PackOptions withPoints(int count) {
        return new PackOptions(maxSide, threads, OptionalInt.of(count), format, crop, progress);
    }

    public PackOptions withFormat(String name) {
        return new PackOptions(maxSide, threads, points, Optional.of(name), crop, progress);
    }

    public PackOptions withCrop(FaceCrop part) {
        return new PackOptions(maxSide, threads, points, format, part, progress);
    }

    public PackOptions withProgress(Progress listener) {
        return new PackOptions(maxSide, threads, points, format, crop, listener);
    }
}
