package io.lightmark.backend.reference;

import io.lightmark.op.MovingAverage;
import io.lightmark.op.Pass;
import io.lightmark.op.RunState;

/** Exponential moving average. */
final class ReferenceMovingAverage implements ReferenceKernel<MovingAverage> {
    @Override
    public void run(MovingAverage op, Pass pass, OperandArrays arrays) {
        double[] value = arrays.get("value");
        double[] average = arrays.get("average");
        double share = op.share(ReferenceRunState.of(arrays)[RunState.STEP]);
        for (int i = 0; i < average.length; i++) {
            average[i] += share * (value[i] - average[i]);
        }
    }
}
