package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.Pass;

/** The loss of a batch; {@code cuda-kernels/elementwise_loss.cu}. */
final class CudaElementwiseLoss implements CudaKernel<ElementwiseLoss> {
    private static final String MODULE = "elementwise_loss";
    private static final int THREADS = 256;
    private static final int ELEMENTS_PER_BLOCK = 16 * THREADS;
    private static final int MOST_BLOCKS = 1024;

    @Override
    public void launch(ElementwiseLoss op, Pass pass, CudaArrays arrays, Launches launches) {
        if (pass == Pass.FORWARD) {
            forward(op, arrays, launches);
        } else if (arrays.has("grad.prediction")) {
            int elements = op.input().length();
            Elementwise.kernel(launches, MODULE, "elementwise_loss_backward", elements)
                    .pointer(arrays.address("prediction"))
                    .pointer(arrays.address("target"))
                    .pointer(arrays.address("grad.prediction"))
                    .integer(elements)
                    .integer(op.function().ordinal())
                    .real(op.scale())
                    .launch();
        }
    }

    private static void forward(ElementwiseLoss op, CudaArrays arrays, Launches launches) {
        int elements = op.input().length();
        int blocks = Math.min(MOST_BLOCKS, Launches.ceilDiv(elements, ELEMENTS_PER_BLOCK));
        long partials = launches.workspace((long) blocks * Double.BYTES);
        launches.kernel(MODULE, "elementwise_loss_partials")
                .over(blocks, THREADS)
                .pointer(arrays.address("prediction"))
                .pointer(arrays.address("target"))
                .pointer(partials)
                .integer(elements)
                .integer(op.function().ordinal())
                .launch();
        launches.kernel(MODULE, "elementwise_loss_forward")
                .over(1, THREADS)
                .pointer(partials)
                .pointer(arrays.address("loss"))
                .integer(blocks)
                .real(op.scale())
                .launch();
    }
}
