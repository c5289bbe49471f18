package io.lightmark.backend.cuda.kernel;

/**
 * How blocks of threads cover rows of channels; {@code cuda-kernels/channel_tile.cuh}. A thread handles four channels
 * where their number is a multiple of 4, else one; up to 32 threads lie side by side, so that a warp's requests are
 * adjacent, and the rest of the block takes further rows.
 *
 * @param width channels per thread, 4 or 1; the last letter of the kernels' names
 * @param lanes threads side by side
 * @param groups blocks side by side
 * @param rows rows per block at a time
 */
record ChannelTiles(int width, int lanes, int groups, int rows) {
    private static final int MOST_LANES = 32;
    private static final int MOST_THREADS = 256;

    /** Enough blocks for a large device, and no second wave: as a rule three fit on each of 132 multiprocessors. */
    private static final int REDUCING_BLOCKS = 384;

    /** About what a large device holds of small kernels at a time. */
    private static final int BUSY_BLOCKS = 1024;

    /** Rows that the kernels read before they write the first. */
    private static final int ROWS_PER_THREAD = 4;

    /** Many more than fit at a time, so that no multiprocessor waits long for the last. */
    private static final int MAPPING_BLOCKS = 4096;

    /**
     * Pieces of rows, one block each. They follow from the shape alone, so that sums in two stages repeat bit for bit.
     *
     * @param count number of slabs
     * @param rows rows per slab; the last may have fewer
     */
    record Slabs(int count, int rows) {}

    static ChannelTiles of(int channels) {
        int width = channels % 4 == 0 ? 4 : 1;
        int threads = channels / width;
        int groups = Launches.ceilDiv(threads, MOST_LANES);
        int lanes = Launches.ceilDiv(threads, groups);
        return new ChannelTiles(width, lanes, groups, MOST_THREADS / lanes);
    }

    /** Threads per block. */
    int threads() {
        return lanes * rows;
    }

    /** Slabs for sums: so many that all images together fill a large device, of at least some rows per thread. */
    Slabs reducingSlabs(int images, int imageRows, int rowsPerThread) {
        return slabs(images, imageRows, rowsPerThread, REDUCING_BLOCKS);
    }

    /** Slabs for kernels that map every row of an image with what they read once per image. */
    Slabs mappingSlabs(int images, int imageRows, int rowsPerThread) {
        return slabs(images, imageRows, rowsPerThread, MAPPING_BLOCKS);
    }

    private Slabs slabs(int images, int imageRows, int rowsPerThread, int blocks) {
        int turns = Launches.ceilDiv(imageRows, rows);
        int most = Math.max(1, blocks / Math.multiplyExact(groups, images));
        long perThread = (long) Launches.ceilDiv(Launches.ceilDiv(turns, most), rowsPerThread) * rowsPerThread;
        int slabRows = (int) Math.min(imageRows, perThread * rows);
        return new Slabs(Launches.ceilDiv(imageRows, slabRows), slabRows);
    }

    /**
     * Blocks one after another for a kernel that maps all rows, each thread in turns: several rows per thread, over which
     * what it reads per channel spreads, unless that leaves a large device idle.
     */
    int mappingBlocks(int allRows) {
        int turns = Launches.ceilDiv(allRows, rows);
        int enough = Math.min(turns, Math.max(1, BUSY_BLOCKS / groups));
        int most = Math.max(1, MAPPING_BLOCKS / groups);
        return Math.min(most, Math.max(enough, Launches.ceilDiv(turns, ROWS_PER_THREAD)));
    }
}
