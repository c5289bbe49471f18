package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.MedianFilter;
import io.lightmark.op.Pass;

/** The median of each pixel's window; {@code cuda-kernels/median_filter.cu}. */
final class CudaMedianFilter implements CudaKernel<MedianFilter> {
    private static final int THREADS = 128;

    @Override
    public void launch(MedianFilter op, Pass pass, CudaArrays arrays, Launches launches) {
        ImageBlocks blocks = ImageBlocks.of(op.image(), THREADS);
        blocks.over(launches.kernel("median_filter", "median_filter_forward"))
                .pointer(arrays.address("x"))
                .pointer(arrays.address("radius"))
                .pointer(arrays.address("y"))
                .integer(op.image().h())
                .integer(op.image().w())
                .integer(blocks.perImage())
                .launch();
    }
}
