package io.lightmark.backend.reference;

import io.lightmark.op.Pass;
import io.lightmark.op.RmspropUpdate;

/** RMSprop. */
final class ReferenceRmspropUpdate implements ReferenceKernel<RmspropUpdate> {
    @Override
    public void run(RmspropUpdate op, Pass pass, OperandArrays arrays) {
        double[] gradient = arrays.get("gradient");
        double[] parameter = arrays.get("parameter");
        double[] meanSquare = arrays.get("meanSquare");
        double[] velocity = arrays.get("velocity");
        double rate = arrays.get("rate")[0] * op.rateScale();
        double factor = op.clipped() ? arrays.get("factor")[0] : 1;
        double smoothing = op.smoothing();
        double momentum = op.momentum();
        for (int i = 0; i < parameter.length; i++) {
            double g = factor * gradient[i] + (double) op.weightDecay() * parameter[i];
            meanSquare[i] = smoothing * meanSquare[i] + (1 - smoothing) * g * g;
            velocity[i] = momentum * velocity[i] + g / (Math.sqrt(meanSquare[i]) + op.epsilon());
            parameter[i] -= rate * velocity[i];
        }
    }
}
