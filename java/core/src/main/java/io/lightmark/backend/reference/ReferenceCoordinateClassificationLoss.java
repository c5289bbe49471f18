package io.lightmark.backend.reference;

import io.lightmark.op.CoordinateBins;
import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.Pass;

/** Mean divergence of each row from a Gaussian around its target, and distance of its expectation from the target. */
final class ReferenceCoordinateClassificationLoss implements ReferenceKernel<CoordinateClassificationLoss> {
    @Override
    public void run(CoordinateClassificationLoss op, Pass pass, OperandArrays arrays) {
        CoordinateBins bins = op.bins();
        double sum = 0;
        for (int row = 0; row < op.rows(); row++) {
            double target = arrays.get("target")[row];
            BinDistribution softmax = BinDistribution.softmax(bins, arrays.get("prediction"), row);
            BinDistribution wanted = BinDistribution.gaussian(bins, target, op.sigma());
            double error = softmax.expectation() - bins.place(target) * bins.width();
            if (pass == Pass.FORWARD) {
                sum += wanted.divergence(softmax) + op.coordinateWeight() * Math.abs(error);
            } else {
                double slope = op.coordinateWeight() * Math.signum(error);
                differentiate(softmax, wanted, slope, op.rows(), arrays.get("grad.prediction"), row * bins.count());
            }
        }
        if (pass == Pass.FORWARD) {
            arrays.get("loss")[0] = sum / op.rows();
        }
    }

    private static void differentiate(
            BinDistribution softmax, BinDistribution wanted, double slope, int rows, double[] gradient, int at) {
        double expectation = softmax.expectation();
        for (int k = 0; k < softmax.bins().count(); k++) {
            double p = softmax.probability(k);
            double centre = softmax.bins().centre(k);
            gradient[at + k] = (p - wanted.probability(k) + slope * p * (centre - expectation)) / rows;
        }
    }
}
