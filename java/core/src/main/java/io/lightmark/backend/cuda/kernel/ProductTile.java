package io.lightmark.backend.cuda.kernel;

/** The tiles of {@code cuda-kernels/product.cuh}: what one block computes of a matrix product. */
enum ProductTile {
    WIDE("wide", 128, 64, 16, 128, 1),
    NARROW("narrow", 64, 32, 16, 64, 0.8),
    SLIM("slim", 128, 16, 16, 64, 0.65),
    SMALL("small", 32, 32, 32, 64, 0.5);

    private final String label;
    private final int rows;
    private final int columns;
    private final int depth;
    private final int threads;
    private final double efficiency;

    /** @param efficiency multiply-adds per unit of time relative to the best tile: what reading shared memory leaves */
    ProductTile(String label, int rows, int columns, int depth, int threads, double efficiency) {
        this.label = label;
        this.rows = rows;
        this.columns = columns;
        this.depth = depth;
        this.threads = threads;
        this.efficiency = efficiency;
    }

    /** What the names of its kernels end with. */
    String label() {
        return label;
    }

    /** Levels of the depth that it takes per step; slabs are multiples of it. */
    int depth() {
        return depth;
    }

    int threads() {
        return threads;
    }

    /** Tiles that cover a result. */
    int count(int resultRows, int resultColumns) {
        return Math.multiplyExact(Launches.ceilDiv(resultRows, rows), Launches.ceilDiv(resultColumns, columns));
    }

    /** Time for one level of one tile, in units of the best tile's multiply-adds. */
    double time() {
        return rows * columns / efficiency;
    }
}
