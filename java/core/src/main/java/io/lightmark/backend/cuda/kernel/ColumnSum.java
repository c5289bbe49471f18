package io.lightmark.backend.cuda.kernel;

/** Sums of the columns of a matrix, which bias gradients are; {@code cuda-kernels/columns.cu}. */
final class ColumnSum {
    private static final int THREADS = 256;

    /** Threads side by side in a block: 16 or 32 columns. */
    private static final int PACKED_LANES = 8;

    private static final int SINGLE_LANES = 16;

    /** Blocks that keep a large device busy. */
    private static final int ENOUGH_BLOCKS = 1024;

    /** Rows that pay for the slab's second stage. */
    private static final int LEAST_SLAB = 512;

    private ColumnSum() {}

    /** y [columns] = Σ over the rows of x [rows,columns]. */
    static void launch(Launches launches, long x, int rows, int columns, long y) {
        boolean packed = columns % 4 == 0;
        int lanes = packed ? PACKED_LANES : SINGLE_LANES;
        int across = Launches.ceilDiv(packed ? columns / 4 : columns, lanes);
        int slabRows = Math.max(LEAST_SLAB, Launches.ceilDiv((long) rows * across, ENOUGH_BLOCKS));
        int slabs = Launches.ceilDiv(rows, slabRows);
        long target = slabs == 1 ? y : launches.workspace((long) Float.BYTES * slabs * columns);
        launches.kernel("columns", packed ? "columns_sum_c4" : "columns_sum_c1")
                .over(slabs, across, 1, THREADS)
                .pointer(x)
                .pointer(target)
                .integer(rows)
                .integer(columns)
                .integer(lanes)
                .integer(slabRows)
                .launch();
        if (slabs > 1) {
            Slabs.sum(launches, target, slabs, y, columns);
        }
    }
}
