package io.lightmark.backend.reference;

import io.lightmark.op.CounterRandom;
import io.lightmark.op.GaussianNoise;
import io.lightmark.op.Pass;

/** Gaussian noise, element by element. */
final class ReferenceGaussianNoise implements ReferenceKernel<GaussianNoise> {
    @Override
    public void run(GaussianNoise op, Pass pass, OperandArrays arrays) {
        double[] x = arrays.get("x");
        int elements = x.length / op.image().n();
        for (int n = 0; n < op.image().n(); n++) {
            double deviation = arrays.get("deviation")[n];
            long key = ReferenceKey.of(arrays.get("key"), n);
            for (int i = 0; i < elements; i++) {
                x[n * elements + i] += deviation * CounterRandom.gaussian(key, i);
            }
        }
    }
}
