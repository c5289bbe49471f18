package io.lightmark.benchmarks.measure;

import java.util.Arrays;

/** Order statistics of a sample. */
public final class Quantiles {
    private final double[] sorted;

    private Quantiles(double[] sorted) {
        this.sorted = sorted;
    }

    /** The quantiles of a sample of at least one finite number; the array is not changed. */
    public static Quantiles of(double[] sample) {
        if (sample.length == 0) {
            throw new IllegalArgumentException(
                    "Expected at least one measurement, received none. Fix: measure at least one iteration.");
        }
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        if (!Double.isFinite(sorted[0]) || !Double.isFinite(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("Expected finite measurements, received " + Arrays.toString(sample)
                    + ". Fix: measure durations in nanoseconds.");
        }
        return new Quantiles(sorted);
    }

    /**
     * The quantile {@code q} in [0, 1], interpolated linearly between neighbours (definition 7 of Hyndman and Fan,
     * "Sample quantiles in statistical packages", 1996; NumPy's default).
     */
    public double at(double q) {
        if (!(q >= 0 && q <= 1)) {
            throw new IllegalArgumentException(
                    "Expected a quantile from 0 to 1, received " + q + ". Fix: 0.5 is the median.");
        }
        double place = q * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    public double median() {
        return at(0.5);
    }

    public double mean() {
        return Arrays.stream(sorted).average().orElseThrow();
    }
}
