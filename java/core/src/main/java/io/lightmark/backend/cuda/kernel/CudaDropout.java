package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Dropout;
import io.lightmark.op.Pass;

/** Dropout, the same kernel for both passes; {@code cuda-kernels/dropout.cu}. */
final class CudaDropout implements CudaKernel<Dropout> {
    /** Random numbers have 24 bits. */
    private static final double NUMBERS = 0x1p24;

    @Override
    public void launch(Dropout op, Pass pass, CudaArrays arrays, Launches launches) {
        String to = pass == Pass.FORWARD ? "y" : "grad.x";
        if (!arrays.has(to)) {
            return;
        }
        int elements = op.input().length();
        Elementwise.kernel(launches, "dropout", "dropout_apply", elements)
                .pointer(arrays.address(pass == Pass.FORWARD ? "x" : "grad.y"))
                .pointer(arrays.address("runState"))
                .pointer(arrays.address(to))
                .integer(elements)
                .integer((int) Math.ceil(op.rate() * NUMBERS))
                .real((float) (1 / (1.0 - op.rate())))
                .integer(op.stream())
                .launch();
    }
}
