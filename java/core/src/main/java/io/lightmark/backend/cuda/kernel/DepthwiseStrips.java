package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;

/**
 * How a depthwise convolution is cut into strips, one per thread: some channels of some neighbouring columns over a tile
 * of rows. A function of the shape alone, never of the device, so that all devices do the same work.
 *
 * @param width channels per thread
 * @param columns columns per thread
 * @param rows rows per thread
 * @param chunk channel groups that go to neighbouring threads
 * @param count strips in all
 */
record DepthwiseStrips(int width, int columns, int rows, int chunk, int count) {
    /** Below this many threads even a small device idles: one channel per thread makes more of them. */
    private static final int FEW_THREADS = 16_384;

    /** About what fills the largest devices once, at 16 warps per multiprocessor. */
    private static final int ENOUGH_THREADS = 65_536;

    /** Two tiles both read kernel − 1 rows; beyond this height that hardly counts any more. */
    private static final int GREATEST_ROWS = 16;

    private static final int GRADIENT_PAIRS = 2;
    private static final int GREATEST_BLOCK = 128;
    private static final int SMALL_BLOCK = 64;

    /** For the outputs of {@code depthwise_forward.cu}. */
    static DepthwiseStrips forward(Window window, Shape output) {
        int width = widestPack(window.kernel(), output.c());
        if (threads(output, width, forwardColumns(window, width), 1) < FEW_THREADS) {
            width = 1;
        }
        int columns = forwardColumns(window, width);
        return of(output, width, columns, rows(output, width, columns));
    }

    /** For the data gradient at stride 2 of {@code depthwise_backward.cu}, in pairs of rows and columns. */
    static DepthwiseStrips dataGradient(Window window, Shape input) {
        int outside = window.padding() / 2;
        Shape pairs = Shape.of(
                input.n(),
                (input.h() - 1 + window.padding()) / 2 - outside + 1,
                (input.w() - 1 + window.padding()) / 2 - outside + 1,
                input.c());
        int width = widestPack(window.kernel(), input.c());
        if (threads(pairs, width, GRADIENT_PAIRS, 1) < FEW_THREADS) {
            width = 1;
        }
        return of(pairs, width, GRADIENT_PAIRS, rows(pairs, width, GRADIENT_PAIRS));
    }

    /** Threads per block: small blocks spread few threads over more multiprocessors. */
    int blockThreads() {
        return count < FEW_THREADS ? SMALL_BLOCK : GREATEST_BLOCK;
    }

    /** Blocks for one thread per strip. */
    int blocks() {
        return Launches.ceilDiv(count, blockThreads());
    }

    /** What a kernel's name ends with: {@code k3_s1_c4}. */
    String suffix(Window window) {
        return "k" + window.kernel() + "_s" + window.stride() + "_c" + width;
    }

    private static DepthwiseStrips of(Shape map, int width, int columns, int rows) {
        return new DepthwiseStrips(
                width,
                columns,
                rows,
                chunk(map.c() / width, width),
                Math.toIntExact(threads(map, width, columns, rows)));
    }

    /** As many channels per thread as leave room for their taps in registers. */
    private static int widestPack(int kernel, int channels) {
        return switch (kernel) {
            case 3 -> channels % 4 == 0 ? 4 : 1;
            case 5 -> channels % 2 == 0 ? 2 : 1;
            default -> 1;
        };
    }

    private static int forwardColumns(Window window, int width) {
        return window.stride() == 2 || width == 4 ? 2 : 4;
    }

    /** The greatest height that leaves enough threads, evened out over the map. */
    private static int rows(Shape map, int width, int columns) {
        int rows = GREATEST_ROWS;
        while (rows > 1 && threads(map, width, columns, rows) < ENOUGH_THREADS) {
            rows /= 2;
        }
        return Launches.ceilDiv(map.h(), Launches.ceilDiv(map.h(), rows));
    }

    private static long threads(Shape map, int width, int columns, int rows) {
        return (long) map.n()
                * Launches.ceilDiv(map.h(), rows)
                * Launches.ceilDiv(map.w(), columns)
                * (map.c() / width);
    }

    /**
     * Enough neighbouring groups for requests of 128 bytes or more, and no more than leave a block several strips side
     * by side, whose halo columns then meet in one cache; all groups where they have no such divisor.
     */
    private static int chunk(int groups, int width) {
        int greatest = width == 4 ? 16 : 32;
        for (int chunk = Math.min(groups, greatest); chunk >= 8; chunk--) {
            if (groups % chunk == 0) {
                return chunk;
            }
        }
        return groups;
    }
}
