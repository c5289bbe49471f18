package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;

/**
 * How the weight gradient of a depthwise convolution, a sum over all pixels, is cut into slabs: a block adds up the
 * strips of one slab for some of the channels. A function of the shape alone, so that sums are the same on all devices.
 *
 * @param width channels per thread
 * @param rows rows per strip
 * @param lanes channel groups side by side in a block
 * @param channelBlocks blocks that cover all channels
 * @param rounds strips per thread
 * @param slabs blocks over the pixels
 */
record DepthwiseSlabs(int width, int rows, int lanes, int channelBlocks, int rounds, int slabs) {
    static final int THREADS = 128;
    private static final int COLUMNS = 4;
    private static final int GREATEST_ROWS = 16;
    private static final int LEAST_ROWS = 4;
    private static final int GREATEST_LANES = 32;

    /** Three waves of a large device, or more: the fewer waves, the more the last one idles. */
    private static final int ENOUGH_BLOCKS = 2048;

    /** About one wave of a large device: below, strips are cut shorter. */
    private static final int ONE_WAVE = 512;

    /** Below two waves, the idle part of the last one costs more than further slabs do. */
    private static final int TWO_WAVES = 1024;

    /** Pixels per slab and tap that pay for writing and reading its sums once more. */
    private static final int PIXELS_PER_TAP = 20;

    /**
     * For strips over a map.
     *
     * @param map what the strips cover: the input where both gradients are made at once, else the output
     */
    static DepthwiseSlabs of(Window window, Shape map) {
        int width = window.kernel() == 3 && map.c() % 2 == 0 ? 2 : 1;
        int channelBlocks = Launches.ceilDiv(map.c() / width, GREATEST_LANES);
        int lanes = Launches.ceilDiv(map.c() / width, channelBlocks);
        int perRound = THREADS / lanes;
        int rows = GREATEST_ROWS;
        while (rows > LEAST_ROWS && strips(map, rows) * channelBlocks < (long) ONE_WAVE * perRound) {
            rows /= 2;
        }
        rows = Launches.ceilDiv(map.h(), Launches.ceilDiv(map.h(), rows));
        long once = Launches.ceilDiv(strips(map, rows), perRound);
        long pixels = (long) perRound * rows * Math.min(COLUMNS, map.w());
        long worthwhile = Launches.ceilDiv((long) PIXELS_PER_TAP * window.kernel() * window.kernel(), pixels);
        long affordable = Math.max(1, once * channelBlocks / TWO_WAVES);
        long enough = Launches.ceilDiv(once, Math.max(1, ENOUGH_BLOCKS / channelBlocks));
        int rounds = Math.toIntExact(Math.max(Math.min(worthwhile, affordable), enough));
        return new DepthwiseSlabs(width, rows, lanes, channelBlocks, rounds, Launches.ceilDiv(once, rounds));
    }

    private static long strips(Shape map, int rows) {
        return (long) map.n() * Launches.ceilDiv(map.h(), rows) * Launches.ceilDiv(map.w(), COLUMNS);
    }

    /** What a kernel's name ends with: {@code k3_s1_c2}. */
    String suffix(Window window) {
        return "k" + window.kernel() + "_s" + window.stride() + "_c" + width;
    }
}
