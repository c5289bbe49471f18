package io.lightmark.vision;

import io.lightmark.vision.annotation.FaceCrop;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a dataset is opened.
 *
 * @param maxSide limit for the longer side of a photo, larger ones are averaged down; 0 keeps every pixel.
 *     A packed file is taken as it is
 * @param threads decoding at the same time
 * @param memoryBytes photos whose decoded pixels are estimated to be larger go through a temporary file
 * @param points landmarks that every picture must have, converted where that is possible; empty: any number
 * @param format the name of the annotations' format, see {@link AnnotationFormats}; empty: what they look like
 * @param crop which part of each photo is kept; a packed file is taken as it is
 * @param progress told after every photo read
 */
public record OpenOptions(
        int maxSide,
        int threads,
        long memoryBytes,
        OptionalInt points,
        Optional<String> format,
        FaceCrop crop,
        Progress progress) {
    /** Every pixel, all processors, a quarter of the greatest heap, any number of landmarks, the format by looks, whole photos, silent. */
    public static final OpenOptions DEFAULT = new OpenOptions(
            0,
            Runtime.getRuntime().availableProcessors(),
            Runtime.getRuntime().maxMemory() / 4,
            OptionalInt.empty(),
            Optional.empty(),
            FaceCrop.NONE,
            Progress.SILENT);

    public OpenOptions withMaxSide(int limit) {
        return new OpenOptions(limit, threads, memoryBytes, points, format, crop, progress);
    }

    public OpenOptions withThreads(int count) {
        return new OpenOptions(maxSide, count, memoryBytes, points, format, crop, progress);
    }

    public OpenOptions withMemoryBytes(long bytes) {
        return new OpenOptions(maxSide, threads, bytes, points, format, crop, progress);
    }

    public OpenOptions withPoints(int count) {
        return new OpenOptions(maxSide, threads, memoryBytes, OptionalInt.of(count), format, crop, progress);
    }

    public OpenOptions withFormat(String name) {
        return new OpenOptions(maxSide, threads, memoryBytes, points, Optional.of(name), crop, progress);
    }

    public OpenOptions withCrop(FaceCrop part) {
        return new OpenOptions(maxSide, threads, memoryBytes, points, format, part, progress);
    }

    public OpenOptions withProgress(Progress listener) {
        return new OpenOptions(maxSide, threads, memoryBytes, points, format, crop, listener);
    }
}
