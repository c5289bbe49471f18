package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Pass;
import io.lightmark.op.SgdUpdate;

/** Gradient descent with momentum; {@code cuda-kernels/sgd_update.cu}. */
final class CudaSgdUpdate implements CudaKernel<SgdUpdate> {
    @Override
    public void launch(SgdUpdate op, Pass pass, CudaArrays arrays, Launches launches) {
        int elements = op.parameter().length();
        Elementwise.kernel(launches, "sgd_update", "sgd_update_forward", elements)
                .pointer(arrays.address("gradient"))
                .pointer(arrays.address("rate"))
                .pointer(arrays.address("parameter"))
                .pointer(arrays.address("velocity"))
                .integer(elements)
                .real(op.momentum())
                .real(op.weightDecay())
                .real(op.rateScale())
                .launch();
    }
}
