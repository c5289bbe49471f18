package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Pass;
import io.lightmark.op.SoftArgmax;

/** The expected coordinate of each row; {@code cuda-kernels/soft_argmax.cu}. */
final class CudaSoftArgmax implements CudaKernel<SoftArgmax> {
    private static final String MODULE = "soft_argmax";
    private static final int THREADS = 256;
    private static final int ROWS_PER_BLOCK = 8;

    @Override
    public void launch(SoftArgmax op, Pass pass, CudaArrays arrays, Launches launches) {
        if (pass == Pass.FORWARD) {
            finish(
                    op,
                    kernel(op, "soft_argmax_forward", launches)
                            .pointer(arrays.address("x"))
                            .pointer(arrays.address("y")));
        } else if (arrays.has("grad.x")) {
            finish(
                    op,
                    kernel(op, "soft_argmax_backward", launches)
                            .pointer(arrays.address("x"))
                            .pointer(arrays.address("grad.y"))
                            .pointer(arrays.address("grad.x")));
        }
    }

    private static Launches.Call kernel(SoftArgmax op, String function, Launches launches) {
        return launches.kernel(MODULE, function).over(Launches.ceilDiv(op.rows(), ROWS_PER_BLOCK), THREADS);
    }

    private static void finish(SoftArgmax op, Launches.Call call) {
        call.integer(op.rows())
                .integer(op.bins().count())
                .real((float) op.bins().width())
                .launch();
    }
}
