package io.lightmark.backend.cuda.kernel;

import io.lightmark.tensor.Shape;

/**
 * The grid of kernels with one thread per pixel whose blocks do not reach from one image into the next, so that all
 * threads of a block read the same image's parameters.
 *
 * @param images number of images
 * @param perImage blocks of one image
 * @param threads of a block
 */
record ImageBlocks(int images, int perImage, int threads) {
    static ImageBlocks of(Shape image, int threads) {
        return new ImageBlocks(image.n(), Launches.ceilDiv((long) image.h() * image.w(), threads), threads);
    }

    Launches.Call over(Launches.Call call) {
        return call.over(Math.multiplyExact(images, perImage), threads);
    }
}
