package io.lightmark.backend.cuda.cudnn;

import io.lightmark.backend.cuda.kernel.Launches;
import io.lightmark.op.Activation;

/** The kernels of ours that stand around cuDNN's calls; {@code cuda-kernels/cudnn.cu}. */
final class HelperKernels {
    private static final String MODULE = "cudnn";
    private static final int TILE = 32;
    private static final int THREADS = 256;
    private static final int ELEMENTS_PER_THREAD = 4;

    private HelperKernels() {}

    /** {@code target [columns,rows]} becomes the transpose of {@code source [rows,columns]}. */
    static void transpose(Launches launches, long source, long target, int rows, int columns) {
        launches.kernel(MODULE, "cudnn_transpose")
                .over(Launches.ceilDiv(rows, TILE), Launches.ceilDiv(columns, TILE), 1, THREADS)
                .pointer(source)
                .pointer(target)
                .integer(rows)
                .integer(columns)
                .launch();
    }

    /** {@code y = activation(y + bias) + residual}; addresses 0 leave bias and residual out. */
    static void epilogue(
            Launches launches, long y, long bias, long residual, int elements, int channels, Activation activation) {
        launches.kernel(MODULE, "cudnn_epilogue")
                .over(blocks(elements), THREADS)
                .pointer(y)
                .pointer(bias)
                .pointer(residual)
                .integer(elements)
                .integer(channels)
                .integer(activation.ordinal())
                .launch();
    }

    /** {@code target = gradY · activation′(gamma · (x − mean) · invStd + beta)}. */
    static void activationGradient(
            Launches launches,
            NormArrays arrays,
            long gradY,
            long target,
            int elements,
            int channels,
            Activation activation) {
        launches.kernel(MODULE, "cudnn_activation_gradient")
                .over(blocks(elements), THREADS)
                .pointer(arrays.x())
                .pointer(arrays.gamma())
                .pointer(arrays.beta())
                .pointer(arrays.mean())
                .pointer(arrays.invStd())
                .pointer(gradY)
                .pointer(target)
                .integer(elements)
                .integer(channels)
                .integer(activation.ordinal())
                .launch();
    }

    /** What both directions of a batch normalisation have. */
    record NormArrays(long x, long gamma, long beta, long mean, long invStd) {}

    private static int blocks(int elements) {
        return Launches.ceilDiv(elements, THREADS * ELEMENTS_PER_THREAD);
    }
}
