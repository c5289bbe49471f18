package io.lightmark.backend.reference;

import io.lightmark.op.GradientNorm;
import io.lightmark.op.Pass;

/** The factor that clips all gradients together. */
final class ReferenceGradientNorm implements ReferenceKernel<GradientNorm> {
    @Override
    public void run(GradientNorm op, Pass pass, OperandArrays arrays) {
        double sum = 0;
        for (int i = 0; i < op.gradients().size(); i++) {
            for (double g : arrays.get(GradientNorm.gradient(i))) {
                sum += g * g;
            }
        }
        arrays.get("factor")[0] = Math.min(1, op.greatest() / (Math.sqrt(sum) + GradientNorm.EPSILON));
    }
}
