package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.LossFunction;
import io.lightmark.op.Pass;
import java.util.List;

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
            Launches.Call call = Elementwise.kernel(launches, MODULE, "elementwise_loss_backward", elements)
                    .pointer(arrays.address("prediction"))
                    .pointer(arrays.address("target"))
                    .pointer(arrays.address("weights"))
                    .pointer(arrays.address("grad.prediction"))
                    .integer(elements)
                    .integer(op.input().c())
                    .real(op.scale());
            withFunction(call, op.function()).launch();
        }
    }

    private static void forward(ElementwiseLoss op, CudaArrays arrays, Launches launches) {
        int elements = op.input().length();
        int blocks = Math.min(MOST_BLOCKS, Launches.ceilDiv(elements, ELEMENTS_PER_BLOCK));
        long partials = launches.workspace((long) blocks * Double.BYTES);
        Launches.Call call = launches.kernel(MODULE, "elementwise_loss_partials")
                .over(blocks, THREADS)
                .pointer(arrays.address("prediction"))
                .pointer(arrays.address("target"))
                .pointer(arrays.address("weights"))
                .pointer(partials)
                .integer(elements)
                .integer(op.input().c());
        withFunction(call, op.function()).launch();
        finish(launches, partials, blocks, op.scale(), arrays.address("loss"));
    }

    /** The loss from partial sums in double. */
    static void finish(Launches launches, long partials, int blocks, float scale, long loss) {
        launches.kernel(MODULE, "elementwise_loss_forward")
                .over(1, THREADS)
                .pointer(partials)
                .pointer(loss)
                .integer(blocks)
                .real(scale)
                .launch();
    }

    private static Launches.Call withFunction(Launches.Call call, LossFunction function) {
        call.integer(function.kind().ordinal());
        List<Float> parameters = function.parameters();
        for (int i = 0; i < LossFunction.MOST_PARAMETERS; i++) {
            call.real(i < parameters.size() ? parameters.get(i) : 0);
        }
        return call;
    }
}
