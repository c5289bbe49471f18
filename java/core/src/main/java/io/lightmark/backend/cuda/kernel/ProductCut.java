package io.lightmark.backend.cuda.kernel;

/**
 * How a matrix product is cut into blocks: tiles of the result and slabs of the depth. A function of the extents alone,
 * never of the device, so that sums are the same on all devices.
 *
 * @param tile what one block computes
 * @param tiles tiles of the result
 * @param slabs parts of the depth, each with blocks of its own
 * @param slabDepth levels per slab; the last may have fewer
 */
record ProductCut(ProductTile tile, int tiles, int slabs, int slabDepth) {
    /** About the multiprocessors of a large device. */
    private static final int MULTIPROCESSORS = 128;

    /** Threads that keep one multiprocessor busy. */
    private static final int BUSY_THREADS = 256;

    /** Steps from which a sum is worth a second launch to be shared by several blocks. */
    private static final int LONG_SUM = 12;

    private static final int STEPS_PER_SHARE = 6;

    /** Blocks of a gradient's sum over all pixels, in threads: three waves of a large device at 12 warps. */
    private static final int SUM_THREADS = 49_152;

    /** Levels that pay for the slab's second stage. */
    private static final int LEAST_SLAB = 256;

    /** For a result with many more rows than the depth has levels: one slab unless it would leave the device idle. */
    static ProductCut ofRows(int rows, int columns, int depth) {
        ProductTile tile = best(rows, columns, 1);
        int tiles = tile.count(rows, columns);
        boolean shared = Launches.ceilDiv(depth, tile.depth()) >= LONG_SUM && tiles < MULTIPROCESSORS;
        return cut(tile, tiles, depth, shared ? STEPS_PER_SHARE * tile.depth() : depth);
    }

    /** For a small result with a long depth, such as a sum over all pixels: as many slabs as keep a device busy. */
    static ProductCut ofDepth(int rows, int columns, int depth) {
        ProductTile tile = best(rows, columns, Launches.ceilDiv(depth, LEAST_SLAB));
        int tiles = tile.count(rows, columns);
        int slabs = (int) Math.max(1, SUM_THREADS / ((long) tiles * tile.threads()));
        return cut(tile, tiles, depth, Math.max(LEAST_SLAB, Launches.ceilDiv(depth, slabs)));
    }

    private static ProductCut cut(ProductTile tile, int tiles, int depth, int slabDepth) {
        int whole = Launches.ceilDiv(slabDepth, tile.depth()) * tile.depth();
        return new ProductCut(tile, tiles, Launches.ceilDiv(depth, whole), whole);
    }

    private static ProductTile best(int rows, int columns, int greatestSlabs) {
        ProductTile best = ProductTile.WIDE;
        for (ProductTile tile : ProductTile.values()) {
            if (time(tile, rows, columns, greatestSlabs) < time(best, rows, columns, greatestSlabs)) {
                best = tile;
            }
        }
        return best;
    }

    /** Blocks wait for each other beyond what the device holds, and cannot share below: then slabs help. */
    private static double time(ProductTile tile, int rows, int columns, int greatestSlabs) {
        double perMultiprocessor = (double) tile.count(rows, columns) / MULTIPROCESSORS;
        return tile.time() * Math.max(perMultiprocessor, (double) BUSY_THREADS / tile.threads() / greatestSlabs);
    }
}
