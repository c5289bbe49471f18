package io.lightmark.backend.reference;

import io.lightmark.op.BatchNormInference;
import io.lightmark.op.Pass;

/** Batch normalisation with fixed statistics. */
final class ReferenceBatchNormInference implements ReferenceKernel<BatchNormInference> {
    @Override
    public void run(BatchNormInference op, Pass pass, OperandArrays arrays) {
        double[] x = arrays.get("x");
        double[] y = arrays.get("y");
        for (int i = 0; i < x.length; i++) {
            int c = i % op.input().c();
            double deviation = Math.sqrt(arrays.get("runningVar")[c] + op.epsilon());
            double normalised = (x[i] - arrays.get("runningMean")[c]) / deviation;
            y[i] = op.activation().apply(arrays.get("gamma")[c] * normalised + arrays.get("beta")[c]);
        }
    }
}
