package io.lightmark.metric;

import java.util.Arrays;
import java.util.List;

/**
 * The errors of a set of pictures as shares of a length, without their order: what the cumulative error distribution
 * (CED) is drawn from. A figure of no pictures is NaN.
 */
public final class ErrorDistribution {
    /** The errors beyond which pictures are customarily counted as failures, and up to which areas are taken. */
    public static final List<Double> THRESHOLDS = List.of(0.05, 0.08, 0.10);

    private final double[] sorted;

    private ErrorDistribution(double[] sorted) {
        this.sorted = sorted;
    }

    /** The distribution of errors in any order; the array is not kept. */
    public static ErrorDistribution of(double[] errors) {
        double[] sorted = errors.clone();
        Arrays.sort(sorted);
        return new ErrorDistribution(sorted);
    }

    /** The distribution of errors that are in ascending order already; the array is kept. */
    static ErrorDistribution ofSorted(double[] sorted) {
        return new ErrorDistribution(sorted);
    }

    /** Number of errors. */
    public int size() {
        return sorted.length;
    }

    /** The error of a rank, 0 being the smallest. */
    public double at(int rank) {
        return sorted[rank];
    }

    /** Mean error. */
    public double mean() {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }

    /** Median error. */
    public double median() {
        return quantile(0.5);
    }

    /** The error that a share {@code q} of the pictures does not exceed, linear between the two nearest ranks. */
    public double quantile(double q) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double rank = Math.max(0, Math.min(1, q)) * (sorted.length - 1);
        int below = (int) Math.floor(rank);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }

    /** Share of pictures whose error exceeds a threshold: 1 − CED. */
    public double failureRate(double threshold) {
        int notAbove = 0;
        while (notAbove < sorted.length && sorted[notAbove] <= threshold) {
            notAbove++;
        }
        return sorted.length == 0 ? Double.NaN : 1 - notAbove / (double) sorted.length;
    }

    /**
     * Area under the CED from 0 to a threshold, divided by the threshold: 1 when every error is 0. The CED is a staircase
     * and its area is summed exactly; sampled areas (Simpson's rule, trapezoids) differ in the fourth digit.
     */
    public double areaUnderCurve(double threshold) {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException(
                    "Expected a positive threshold, received " + threshold + ". Fix: use 0.08.");
        }
        double area = 0;
        for (double error : sorted) {
            area += Math.max(0, threshold - error);
        }
        return sorted.length == 0 ? Double.NaN : area / (threshold * sorted.length);
    }

    /** Pictures per bin of equal width from 0 to {@code limit}; the last bin also takes everything beyond. */
    public int[] histogram(int bins, double limit) {
        int[] counts = new int[bins];
        for (double error : sorted) {
            counts[(int) Math.min(bins - 1.0, Math.floor(error / limit * bins))]++;
        }
        return counts;
    }
}
