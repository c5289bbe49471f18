package io.lightmark.backend.reference;

import io.lightmark.op.CoordinateBins;
import io.lightmark.op.Pass;
import io.lightmark.op.SoftArgmax;

/** The expected coordinate of each row. */
final class ReferenceSoftArgmax implements ReferenceKernel<SoftArgmax> {
    @Override
    public void run(SoftArgmax op, Pass pass, OperandArrays arrays) {
        CoordinateBins bins = op.bins();
        for (int row = 0; row < op.rows(); row++) {
            BinDistribution softmax = BinDistribution.softmax(bins, arrays.get("x"), row);
            double expectation = softmax.expectation();
            if (pass == Pass.FORWARD) {
                arrays.get("y")[row] = expectation;
                continue;
            }
            for (int k = 0; k < bins.count(); k++) {
                arrays.get("grad.x")[row * bins.count() + k] =
                        softmax.probability(k) * (bins.centre(k) - expectation) * arrays.get("grad.y")[row];
            }
        }
    }
}
