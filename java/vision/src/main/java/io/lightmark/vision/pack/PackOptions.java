package io.lightmark.vision.pack;

import io.lightmark.vision.Progress;
import java.util.OptionalInt;

/**
 * How datasets are packed.
 *
 * @param maxSide limit for the longer side of a picture, larger ones are averaged down; 0 for none
 * @param threads decoding at the same time
 * @param points landmarks that every list must have; empty: as the first list has
 * @param progress told after every picture
 */
public record PackOptions(int maxSide, int threads, OptionalInt points, Progress progress) {
    /** Longer side at most 256, all processors, silent. */
    public static final PackOptions DEFAULT =
            new PackOptions(256, Runtime.getRuntime().availableProcessors(), OptionalInt.empty(), Progress.SILENT);

    public PackOptions withMaxSide(int limit) {
        return new PackOptions(limit, threads, points, progress);
    }

    public PackOptions withThreads(int count) {
        return new PackOptions(maxSide, count, points, progress);
    }

    public PackOptions withProgress(Progress listener) {
        return new PackOptions(maxSide, threads, points, listener);
    }
}
