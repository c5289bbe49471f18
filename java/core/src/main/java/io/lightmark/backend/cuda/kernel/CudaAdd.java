package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Add;
import io.lightmark.op.Pass;

/** Elementwise sum; {@code cuda-kernels/add.cu}. */
final class CudaAdd implements CudaKernel<Add> {
    private static final int THREADS = 256;
    private static final int ELEMENTS_PER_THREAD = 4;

    @Override
    public void launch(Add op, Pass pass, CudaArrays arrays, Launches launches) {
        int elements = op.input().length();
        launches.kernel("add", "add_forward")
                .over(Launches.ceilDiv(elements, THREADS * ELEMENTS_PER_THREAD), THREADS)
                .pointer(arrays.address("a"))
                .pointer(arrays.address("b"))
                .pointer(arrays.address("y"))
                .integer(elements)
                .launch();
    }
}
