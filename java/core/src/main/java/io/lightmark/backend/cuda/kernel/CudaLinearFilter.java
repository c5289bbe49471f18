package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.LinearFilter;
import io.lightmark.op.Pass;

/** A correlation with a stencil per image; {@code cuda-kernels/linear_filter.cu}. */
final class CudaLinearFilter implements CudaKernel<LinearFilter> {
    private static final int THREADS = 128;

    @Override
    public void launch(LinearFilter op, Pass pass, CudaArrays arrays, Launches launches) {
        ImageBlocks blocks = ImageBlocks.of(op.image(), THREADS);
        blocks.over(launches.kernel("linear_filter", "linear_filter_forward"))
                .pointer(arrays.address("x"))
                .pointer(arrays.address("weights"))
                .pointer(arrays.address("y"))
                .integer(op.image().h())
                .integer(op.image().w())
                .integer(op.radius())
                .integer(blocks.perImage())
                .launch();
    }
}
