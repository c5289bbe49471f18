package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Activate;
import io.lightmark.op.Pass;

/** Pointwise activation; {@code cuda-kernels/activate.cu}. */
final class CudaActivate implements CudaKernel<Activate> {
    private static final String MODULE = "activate";

    @Override
    public void launch(Activate op, Pass pass, CudaArrays arrays, Launches launches) {
        int elements = op.input().length();
        if (pass == Pass.FORWARD) {
            Elementwise.kernel(launches, MODULE, "activate_forward", elements)
                    .pointer(arrays.address("x"))
                    .pointer(arrays.address("y"))
                    .integer(elements)
                    .integer(op.activation().ordinal())
                    .launch();
        } else if (arrays.has("grad.x")) {
            Elementwise.kernel(launches, MODULE, "activate_backward", elements)
                    .pointer(arrays.address("x"))
                    .pointer(arrays.address("grad.y"))
                    .pointer(arrays.address("grad.x"))
                    .integer(elements)
                    .integer(op.activation().ordinal())
                    .launch();
        }
    }
}
