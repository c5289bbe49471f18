package io.lightmark.backend.cuda.kernel;

import io.lightmark.tensor.Shape;

/**
 * Blocks over slabs of the pixels of each image; {@code cuda-kernels/image_sums.cuh}.
 *
 * @param images number of images
 * @param pixels pixels per image
 * @param channels channels per pixel
 * @param tiles how a block covers a slab
 * @param slabs the slabs of one image
 */
record ImageSlabs(int images, int pixels, int channels, ChannelTiles tiles, ChannelTiles.Slabs slabs) {
    /** Least rows per thread: many for sums, whose slabs must be added up again. */
    private static final int REDUCED_ROWS = 16;

    private static final int MAPPED_ROWS = 4;

    /** The cut for sums over the pixels. */
    static ImageSlabs reducing(Shape input) {
        ChannelTiles tiles = ChannelTiles.of(input.c());
        return of(input, tiles, tiles.reducingSlabs(input.n(), pixels(input), REDUCED_ROWS));
    }

    /** The cut for kernels that map every pixel. */
    static ImageSlabs mapping(Shape input) {
        ChannelTiles tiles = ChannelTiles.of(input.c());
        return of(input, tiles, tiles.mappingSlabs(input.n(), pixels(input), MAPPED_ROWS));
    }

    private static ImageSlabs of(Shape input, ChannelTiles tiles, ChannelTiles.Slabs slabs) {
        return new ImageSlabs(input.n(), pixels(input), input.c(), tiles, slabs);
    }

    private static int pixels(Shape input) {
        return Math.multiplyExact(input.h(), input.w());
    }

    /** A kernel call over all slabs of all images; {@code function} without its width. */
    Launches.Call kernel(Launches launches, String module, String function) {
        return launches.kernel(module, function + tiles.width())
                .over(Math.multiplyExact(images, slabs.count()), tiles.groups(), 1, tiles.threads());
    }

    /** Appends the arguments that say where a block's slab lies. */
    Launches.Call place(Launches.Call call) {
        return call.integer(pixels)
                .integer(channels)
                .integer(slabs.rows())
                .integer(slabs.count())
                .integer(tiles.lanes());
    }

    /** Bytes of one float per image, slab and channel. */
    long sumBytes() {
        return (long) images * slabs.count() * channels * Float.BYTES;
    }
}
