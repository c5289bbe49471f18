package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Pass;
import io.lightmark.op.RandomErasing;

/** Rectangles painted over images, in place; {@code cuda-kernels/random_erasing.cu}. */
final class CudaRandomErasing implements CudaKernel<RandomErasing> {
    private static final int THREADS = 256;

    @Override
    public void launch(RandomErasing op, Pass pass, CudaArrays arrays, Launches launches) {
        ImageBlocks blocks = ImageBlocks.of(op.image(), THREADS);
        blocks.over(launches.kernel("random_erasing", "random_erasing_forward"))
                .pointer(arrays.address("x"))
                .pointer(arrays.address("rectangles"))
                .pointer(arrays.address("key"))
                .integer(op.image().h())
                .integer(op.image().w())
                .integer(op.rectangles())
                .integer(blocks.perImage())
                .launch();
    }
}
