package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.AdamUpdate;
import io.lightmark.op.Pass;

/** Adam and AdamW; {@code cuda-kernels/adam_update.cu}. */
final class CudaAdamUpdate implements CudaKernel<AdamUpdate> {
    @Override
    public void launch(AdamUpdate op, Pass pass, CudaArrays arrays, Launches launches) {
        int elements = op.parameter().length();
        Elementwise.kernel(launches, "adam_update", "adam_update_forward", elements)
                .pointer(arrays.address("gradient"))
                .pointer(arrays.address("rate"))
                .pointer(arrays.address("runState"))
                .pointer(arrays.address("parameter"))
                .pointer(arrays.address("moment1"))
                .pointer(arrays.address("moment2"))
                .integer(elements)
                .real(op.beta1())
                .real(op.beta2())
                .real(op.epsilon())
                .real(op.weightDecay())
                .integer(op.decoupled() ? 1 : 0)
                .real(op.rateScale())
                .launch();
    }
}
