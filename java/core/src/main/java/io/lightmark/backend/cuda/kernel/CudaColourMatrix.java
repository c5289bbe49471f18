package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.ColourMatrix;
import io.lightmark.op.Pass;

/** An affine map of colours, in place; {@code cuda-kernels/colour_matrix.cu}. */
final class CudaColourMatrix implements CudaKernel<ColourMatrix> {
    private static final int THREADS = 256;

    @Override
    public void launch(ColourMatrix op, Pass pass, CudaArrays arrays, Launches launches) {
        ImageBlocks blocks = ImageBlocks.of(op.image(), THREADS);
        blocks.over(launches.kernel("colour_matrix", "colour_matrix_forward"))
                .pointer(arrays.address("x"))
                .pointer(arrays.address("matrix"))
                .integer(op.image().h() * op.image().w())
                .integer(blocks.perImage())
                .launch();
    }
}
