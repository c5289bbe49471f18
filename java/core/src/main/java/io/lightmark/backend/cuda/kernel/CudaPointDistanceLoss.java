package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Pass;
import io.lightmark.op.PointDistanceLoss;

/** The loss of landmark distances; {@code cuda-kernels/point_distance_loss.cu}. */
final class CudaPointDistanceLoss implements CudaKernel<PointDistanceLoss> {
    private static final String MODULE = "point_distance_loss";
    private static final int THREADS = 256;
    private static final int MOST_BLOCKS = 1024;

    @Override
    public void launch(PointDistanceLoss op, Pass pass, CudaArrays arrays, Launches launches) {
        int blocks = Math.min(MOST_BLOCKS, Launches.ceilDiv((long) op.input().n() * op.points(), THREADS));
        if (pass == Pass.FORWARD) {
            long partials = launches.workspace((long) blocks * Double.BYTES);
            call(op, arrays, launches, "point_distance_loss_partials", blocks, partials)
                    .launch();
            CudaElementwiseLoss.finish(launches, partials, blocks, op.scale(), arrays.address("loss"));
        } else if (arrays.has("grad.prediction")) {
            long gradient = arrays.address("grad.prediction");
            call(op, arrays, launches, "point_distance_loss_backward", blocks, gradient)
                    .real(op.scale())
                    .launch();
        }
    }

    private static Launches.Call call(
            PointDistanceLoss op, CudaArrays arrays, Launches launches, String function, int blocks, long written) {
        return launches.kernel(MODULE, function)
                .over(blocks, THREADS)
                .pointer(arrays.address("prediction"))
                .pointer(arrays.address("target"))
                .pointer(arrays.address("weights"))
                .pointer(written)
                .integer(op.input().n())
                .integer(op.points())
                .integer(op.first())
                .integer(op.second())
                .real((float) PointDistanceLoss.LEAST_LENGTH);
    }
}
