package io.lightmark.backend.reference;

import io.lightmark.op.Pass;
import io.lightmark.op.SgdUpdate;

/** Gradient descent with momentum. */
final class ReferenceSgdUpdate implements ReferenceKernel<SgdUpdate> {
    @Override
    public void run(SgdUpdate op, Pass pass, OperandArrays arrays) {
        double[] gradient = arrays.get("gradient");
        double[] parameter = arrays.get("parameter");
        double[] velocity = arrays.get("velocity");
        double rate = arrays.get("rate")[0] * op.rateScale();
        double factor = op.clipped() ? arrays.get("factor")[0] : 1;
        for (int i = 0; i < parameter.length; i++) {
            double g = factor * gradient[i] + (double) op.weightDecay() * parameter[i];
            velocity[i] = (double) op.momentum() * velocity[i] + g;
            parameter[i] -= rate * velocity[i];
        }
    }
}
