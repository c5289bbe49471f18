package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.Pass;

/**
 * Distance of distributions over bins from coordinates; {@code cuda-kernels/coordinate_classification_loss.cu}, whose
 * partial sums {@code elementwise_loss.cu} adds.
 */
final class CudaCoordinateClassificationLoss implements CudaKernel<CoordinateClassificationLoss> {
    private static final String MODULE = "coordinate_classification_loss";
    private static final int THREADS = 256;
    private static final int ROWS_PER_BLOCK = 8;

    @Override
    public void launch(CoordinateClassificationLoss op, Pass pass, CudaArrays arrays, Launches launches) {
        if (pass == Pass.FORWARD) {
            forward(op, arrays, launches);
        } else if (arrays.has("grad.prediction")) {
            kernel(op, "coordinate_classification_loss_backward", arrays, arrays.address("grad.prediction"), launches)
                    .real(scale(op))
                    .launch();
        }
    }

    private static void forward(CoordinateClassificationLoss op, CudaArrays arrays, Launches launches) {
        long partials = launches.workspace((long) blocks(op) * Double.BYTES);
        kernel(op, "coordinate_classification_loss_partials", arrays, partials, launches)
                .launch();
        CudaElementwiseLoss.finish(launches, partials, blocks(op), scale(op), arrays.address("loss"));
    }

    private static Launches.Call kernel(
            CoordinateClassificationLoss op, String function, CudaArrays arrays, long result, Launches launches) {
        return launches.kernel(MODULE, function)
                .over(blocks(op), THREADS)
                .pointer(arrays.address("prediction"))
                .pointer(arrays.address("target"))
                .pointer(result)
                .integer(op.rows())
                .integer(op.bins().count())
                .real((float) op.bins().width())
                .real((float) (0.5 / ((double) op.sigma() * op.sigma())))
                .real(op.coordinateWeight());
    }

    private static float scale(CoordinateClassificationLoss op) {
        return (float) (1.0 / op.rows());
    }

    private static int blocks(CoordinateClassificationLoss op) {
        return Launches.ceilDiv(op.rows(), ROWS_PER_BLOCK);
    }
}
