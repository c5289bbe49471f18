package io.lightmark.backend.reference;

import io.lightmark.op.Add;
import io.lightmark.op.Pass;

/** Elementwise sum. */
final class ReferenceAdd implements ReferenceKernel<Add> {
    @Override
    public void run(Add op, Pass pass, OperandArrays arrays) {
        double[] a = arrays.get("a");
        double[] b = arrays.get("b");
        double[] y = arrays.get("y");
        for (int i = 0; i < y.length; i++) {
            y[i] = a[i] + b[i];
        }
    }
}
