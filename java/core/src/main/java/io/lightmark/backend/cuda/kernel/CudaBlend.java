package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Blend;
import io.lightmark.op.Pass;

/** Two arrays mixed; {@code cuda-kernels/blend.cu}. */
final class CudaBlend implements CudaKernel<Blend> {
    @Override
    public void launch(Blend op, Pass pass, CudaArrays arrays, Launches launches) {
        int elements = op.input().length();
        Elementwise.kernel(launches, "blend", "blend_forward", elements)
                .pointer(arrays.address("a"))
                .pointer(arrays.address("b"))
                .pointer(arrays.address("y"))
                .integer(elements)
                .real(op.share())
                .launch();
    }
}
