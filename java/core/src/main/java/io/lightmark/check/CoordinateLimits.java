package io.lightmark.check;

import io.lightmark.op.CoordinateBins;
import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.SoftArgmax;
import java.util.Map;

/**
 * Limits for distributions over bins. An exponential of a rounded argument a has the relative error 8u · (1 + |a|), and the
 * place of a Gaussian 4u of itself; from there the errors are carried on to first order, all taken to add up. What float32
 * may flush to zero is always allowed.
 */
final class CoordinateLimits {
    private static final double RELATIVE = 8 * Limits.U;
    private static final double FLUSHED = 1e-36;

    private CoordinateLimits() {}

    /**
     * A distribution with the relative error of its weights before they are normalised.
     *
     * @param logs logarithms of the weights
     * @param relative error of each weight
     */
    private record Distribution(CoordinateBins bins, double[] logs, double[] relative) {
        double sum() {
            double sum = 0;
            for (double log : logs) {
                sum += Math.exp(log);
            }
            return sum;
        }

        /** Probability times something of a bin, added up. */
        double mean(BinRule rule) {
            double sum = 0;
            for (int k = 0; k < logs.length; k++) {
                sum += Math.exp(logs[k]) * rule.of(k);
            }
            return sum / sum();
        }

        double[] probabilities() {
            double sum = sum();
            return Limits.array(logs.length, k -> Math.exp(logs[k]) / sum);
        }

        double[] errors() {
            double[] probabilities = probabilities();
            double spread = mean(k -> relative[k]);
            return Limits.array(logs.length, k -> probabilities[k] * (relative[k] + spread + RELATIVE));
        }

        /** Of the mean place, in widths of a bin. */
        double meanError() {
            double[] errors = errors();
            double sum = 0;
            for (int k = 0; k < errors.length; k++) {
                sum += errors[k] * Math.abs(bins.offset(k));
            }
            return sum;
        }
    }

    @FunctionalInterface
    private interface BinRule {
        double of(int bin);
    }

    private static Distribution softmax(CoordinateBins bins, double[] logits, int row) {
        double[] logs = new double[bins.count()];
        double greatest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < logs.length; k++) {
            greatest = Math.max(greatest, logits[row * logs.length + k]);
        }
        for (int k = 0; k < logs.length; k++) {
            logs[k] = logits[row * logs.length + k] - greatest;
        }
        return new Distribution(bins, logs, Limits.array(logs.length, k -> RELATIVE * (1 + Math.abs(logs[k]))));
    }

    private static Distribution gaussian(CoordinateBins bins, double place, double sigma) {
        double[] logs = Limits.array(bins.count(), k -> -Math.pow((bins.offset(k) - place) / sigma, 2) / 2);
        return new Distribution(
                bins,
                logs,
                Limits.array(logs.length, k -> logError(bins, place, sigma, k) + RELATIVE * (1 + Math.abs(logs[k]))));
    }

    /** Error of a Gaussian's logarithm by that of its place. */
    private static double logError(CoordinateBins bins, double place, double sigma, int bin) {
        return Math.abs(bins.offset(bin) - place) / (sigma * sigma) * placeError(place);
    }

    private static double placeError(double place) {
        return 4 * Limits.U * (1 + Math.abs(place));
    }

    static Map<String, double[]> forward(SoftArgmax op, Map<String, double[]> inputs) {
        return Map.of("y", Limits.array(op.rows(), row -> {
            Distribution softmax = softmax(op.bins(), Named.get(inputs, "x"), row);
            return op.bins().width() * softmax.meanError();
        }));
    }

    static Map<String, double[]> backward(SoftArgmax op, Map<String, double[]> inputs) {
        double[] gradient = new double[op.input().length()];
        for (int row = 0; row < op.rows(); row++) {
            double arriving = Math.abs(Named.get(inputs, "grad.y")[row]);
            double[] limits = expectationGradient(softmax(op.bins(), Named.get(inputs, "x"), row));
            for (int k = 0; k < limits.length; k++) {
                gradient[row * limits.length + k] = arriving * limits[k] + FLUSHED;
            }
        }
        return Map.of("grad.x", gradient);
    }

    /** Errors of p_k · (centre_k − E). */
    private static double[] expectationGradient(Distribution softmax) {
        CoordinateBins bins = softmax.bins();
        double mean = softmax.mean(bins::offset);
        double meanError = softmax.meanError();
        double[] probabilities = softmax.probabilities();
        double[] errors = softmax.errors();
        return Limits.array(errors.length, k -> {
            double distance = Math.abs(bins.offset(k) - mean);
            double ofDistance = meanError + RELATIVE * (distance + Math.abs(mean));
            return bins.width() * (errors[k] * distance + probabilities[k] * ofDistance);
        });
    }

    static Map<String, double[]> forward(CoordinateClassificationLoss op, Map<String, double[]> inputs) {
        double sum = 0;
        for (int row = 0; row < op.rows(); row++) {
            double place = op.bins().place(Named.get(inputs, "target")[row]);
            Distribution softmax = softmax(op.bins(), Named.get(inputs, "prediction"), row);
            sum += divergence(op, softmax, place)
                    + op.coordinateWeight() * op.bins().width() * (softmax.meanError() + placeError(place));
        }
        return Map.of("loss", new double[] {sum / op.rows()});
    }

    private static double divergence(CoordinateClassificationLoss op, Distribution softmax, double place) {
        Distribution gaussian = gaussian(op.bins(), place, op.sigma());
        double[] errors = gaussian.errors();
        double sum = gaussian.mean(k -> logError(op.bins(), place, op.sigma(), k)
                + RELATIVE * (Math.abs(gaussian.logs()[k]) + Math.abs(softmax.logs()[k])));
        for (int k = 0; k < errors.length; k++) {
            sum += errors[k] * Math.abs(gaussian.logs()[k] - softmax.logs()[k]);
        }
        double logarithms = Math.abs(Math.log(gaussian.sum())) + Math.abs(Math.log(softmax.sum()));
        return sum
                + RELATIVE * (1 + logarithms)
                + softmax.mean(k -> softmax.relative()[k])
                + gaussian.mean(k -> gaussian.relative()[k]);
    }

    static Map<String, double[]> backward(CoordinateClassificationLoss op, Map<String, double[]> inputs) {
        double[] gradient = new double[op.input().length()];
        for (int row = 0; row < op.rows(); row++) {
            double place = op.bins().place(Named.get(inputs, "target")[row]);
            Distribution softmax = softmax(op.bins(), Named.get(inputs, "prediction"), row);
            double[] ofSoftmax = softmax.errors();
            double[] ofGaussian = gaussian(op.bins(), place, op.sigma()).errors();
            double[] ofExpectation = expectationGradient(softmax);
            for (int k = 0; k < ofSoftmax.length; k++) {
                double terms = ofSoftmax[k] + ofGaussian[k] + op.coordinateWeight() * ofExpectation[k];
                gradient[row * ofSoftmax.length + k] = terms / op.rows() + FLUSHED;
            }
        }
        return Map.of("grad.prediction", gradient);
    }
}
