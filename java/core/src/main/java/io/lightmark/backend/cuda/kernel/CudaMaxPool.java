package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.MaxPool;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;

/** Maximum over a window; {@code cuda-kernels/max_pool.cu}. */
final class CudaMaxPool implements CudaKernel<MaxPool> {
    private static final int THREADS = 256;

    @Override
    public void launch(MaxPool op, Pass pass, CudaArrays arrays, Launches launches) {
        if (pass == Pass.FORWARD) {
            geometry(
                            op,
                            op.output(),
                            kernel(op, op.output(), "max_pool_forward", launches)
                                    .pointer(arrays.address("x"))
                                    .pointer(arrays.address("y")))
                    .launch();
        } else if (arrays.has("grad.x")) {
            long places = launches.workspace((long) op.output().length() * Integer.BYTES);
            geometry(
                            op,
                            op.output(),
                            kernel(op, op.output(), "max_pool_winners", launches)
                                    .pointer(arrays.address("x"))
                                    .pointer(places))
                    .launch();
            geometry(
                            op,
                            op.input(),
                            kernel(op, op.input(), "max_pool_backward", launches)
                                    .pointer(places)
                                    .pointer(arrays.address("grad.y"))
                                    .pointer(arrays.address("grad.x")))
                    .launch();
        }
    }

    /** A call with a thread for every pack of channels of every pixel of {@code written}. */
    private static Launches.Call kernel(MaxPool op, Shape written, String function, Launches launches) {
        return launches.kernel("max_pool", function + width(op))
                .over(Launches.ceilDiv(threads(op, written), THREADS), THREADS);
    }

    private static Launches.Call geometry(MaxPool op, Shape written, Launches.Call call) {
        return call.integer(op.input().h())
                .integer(op.input().w())
                .integer(op.input().c())
                .integer(op.output().h())
                .integer(op.output().w())
                .integer(op.window().kernel())
                .integer(op.window().stride())
                .integer(op.window().padding())
                .integer(threads(op, written));
    }

    private static int threads(MaxPool op, Shape written) {
        return written.length() / width(op);
    }

    private static int width(MaxPool op) {
        return ChannelTiles.of(op.input().c()).width();
    }
}
