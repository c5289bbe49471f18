package io.lightmark.backend.reference;

import io.lightmark.op.Activate;
import io.lightmark.op.Pass;

/** Pointwise non-linearity. */
final class ReferenceActivate implements ReferenceKernel<Activate> {
    @Override
    public void run(Activate op, Pass pass, OperandArrays arrays) {
        double[] x = arrays.get("x");
        if (pass == Pass.FORWARD) {
            double[] y = arrays.get("y");
            for (int i = 0; i < x.length; i++) {
                y[i] = op.activation().apply(x[i]);
            }
        } else {
            double[] gradY = arrays.get("grad.y");
            double[] gradX = arrays.get("grad.x");
            for (int i = 0; i < x.length; i++) {
                gradX[i] = gradY[i] * op.activation().derivative(x[i]);
            }
        }
    }
}
