package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.GaussianNoise;
import io.lightmark.op.Pass;

/** Noise added to images, in place; {@code cuda-kernels/gaussian_noise.cu}. */
final class CudaGaussianNoise implements CudaKernel<GaussianNoise> {
    private static final int THREADS = 256;

    @Override
    public void launch(GaussianNoise op, Pass pass, CudaArrays arrays, Launches launches) {
        ImageBlocks blocks = ImageBlocks.of(op.image(), THREADS);
        blocks.over(launches.kernel("gaussian_noise", "gaussian_noise_forward"))
                .pointer(arrays.address("x"))
                .pointer(arrays.address("deviation"))
                .pointer(arrays.address("key"))
                .integer(op.image().h() * op.image().w())
                .integer(blocks.perImage())
                .launch();
    }
}
