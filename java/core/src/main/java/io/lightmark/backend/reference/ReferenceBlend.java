package io.lightmark.backend.reference;

import io.lightmark.op.Blend;
import io.lightmark.op.Pass;

/** Two arrays mixed. */
final class ReferenceBlend implements ReferenceKernel<Blend> {
    @Override
    public void run(Blend op, Pass pass, OperandArrays arrays) {
        double[] a = arrays.get("a");
        double[] b = arrays.get("b");
        double[] y = arrays.get("y");
        double share = op.share();
        for (int i = 0; i < y.length; i++) {
            y[i] = (1 - share) * a[i] + share * b[i];
        }
    }
}
