package io.lightmark.vision;

import java.util.OptionalInt;

/**
 * How a dataset is opened.
 *
 * @param maxSide limit for the longer side of a picture of a folder, larger ones are averaged down; 0 keeps every pixel.
 *     A packed file is taken as it is
 * @param threads decoding at the same time
 * @param memoryBytes a folder whose decoded pictures are estimated to be larger goes through a temporary file
 * @param points landmarks that every picture must have; empty: any number
 * @param progress told after every picture read from a folder
 */
public record OpenOptions(int maxSide, int threads, long memoryBytes, OptionalInt points, Progress progress) {
    /** Every pixel, all processors, a quarter of the greatest heap, any number of landmarks, silent. */
    public static final OpenOptions DEFAULT = new OpenOptions(
            0,
            Runtime.getRuntime().availableProcessors(),
            Runtime.getRuntime().maxMemory() / 4,
            OptionalInt.empty(),
            Progress.SILENT);

    public OpenOptions withMaxSide(int limit) {
        return new OpenOptions(limit, threads, memoryBytes, points, progress);
    }

    public OpenOptions withThreads(int count) {
        return new OpenOptions(maxSide, count, memoryBytes, points, progress);
    }

    public OpenOptions withMemoryBytes(long bytes) {
        return new OpenOptions(maxSide, threads, bytes, points, progress);
    }

    public OpenOptions withPoints(int count) {
        return new OpenOptions(maxSide, threads, memoryBytes, OptionalInt.of(count), progress);
    }

    public OpenOptions withProgress(Progress listener) {
        return new OpenOptions(maxSide, threads, memoryBytes, points, listener);
    }
}
