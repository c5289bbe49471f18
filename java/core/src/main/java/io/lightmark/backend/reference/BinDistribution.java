package io.lightmark.backend.reference;

import io.lightmark.op.CoordinateBins;

/**
 * A distribution over the bins of one coordinate.
 *
 * @param bins the bins
 * @param logs natural logarithm of the probability of each
 */
record BinDistribution(CoordinateBins bins, double[] logs) {
    /** The softmax of row number {@code row} of logits. */
    static BinDistribution softmax(CoordinateBins bins, double[] logits, int row) {
        double[] logs = new double[bins.count()];
        System.arraycopy(logits, row * bins.count(), logs, 0, logs.length);
        return normalised(bins, logs);
    }

    /** A Gaussian around a coordinate, with sigma in widths of a bin. */
    static BinDistribution gaussian(CoordinateBins bins, double coordinate, double sigma) {
        double[] logs = new double[bins.count()];
        for (int k = 0; k < logs.length; k++) {
            double distance = (bins.offset(k) - bins.place(coordinate)) / sigma;
            logs[k] = -distance * distance / 2;
        }
        return normalised(bins, logs);
    }

    private static BinDistribution normalised(CoordinateBins bins, double[] logs) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            greatest = Math.max(greatest, log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - greatest);
        }
        double total = greatest + Math.log(sum);
        for (int k = 0; k < logs.length; k++) {
            logs[k] -= total;
        }
        return new BinDistribution(bins, logs);
    }

    double probability(int bin) {
        return Math.exp(logs[bin]);
    }

    /** The expected coordinate. */
    double expectation() {
        double sum = 0;
        for (int k = 0; k < logs.length; k++) {
            sum += probability(k) * bins.centre(k);
        }
        return sum;
    }

    /** The Kullback-Leibler divergence of another distribution from this one. */
    double divergence(BinDistribution other) {
        double sum = 0;
        for (int k = 0; k < logs.length; k++) {
            sum += probability(k) * (logs[k] - other.logs[k]);
        }
        return sum;
    }
}
