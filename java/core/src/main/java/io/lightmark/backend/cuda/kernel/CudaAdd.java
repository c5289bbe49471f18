package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Add;
import io.lightmark.op.Pass;

/** Elementwise sum; {@code cuda-kernels/add.cu}. */
final class CudaAdd implements CudaKernel<Add> {
    @Override
    public void launch(Add op, Pass pass, CudaArrays arrays, Launches launches) {
        int elements = op.input().length();
        Elementwise.kernel(launches, "add", "add_forward", elements)
                .pointer(arrays.address("a"))
                .pointer(arrays.address("b"))
                .pointer(arrays.address("y"))
                .integer(elements)
                .launch();
    }
}
