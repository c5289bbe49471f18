package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.JpegCompression;
import io.lightmark.op.Pass;

/** What JPEG loses of images, in place; {@code cuda-kernels/jpeg_compression.cu}. */
final class CudaJpegCompression implements CudaKernel<JpegCompression> {
    private static final int THREADS = JpegCompression.BLOCK * JpegCompression.BLOCK;

    @Override
    public void launch(JpegCompression op, Pass pass, CudaArrays arrays, Launches launches) {
        int across = Launches.ceilDiv(op.image().w(), JpegCompression.BLOCK);
        int blocks = across * Launches.ceilDiv(op.image().h(), JpegCompression.BLOCK);
        launches.kernel("jpeg_compression", "jpeg_compression_forward")
                .over(Math.multiplyExact(op.image().n(), blocks), THREADS)
                .pointer(arrays.address("x"))
                .pointer(arrays.address("steps"))
                .pointer(arrays.address("levels"))
                .integer(op.image().h())
                .integer(op.image().w())
                .integer(across)
                .integer(blocks)
                .launch();
    }
}
