package io.lightmark.metric;

import io.lightmark.op.CounterRandom;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Confidence intervals by the percentile bootstrap: the figure is worked out on many sets of as many pictures, drawn with
 * repetition from those measured, and the interval holds the middle share of what comes out. It says how far the figure
 * would move with other pictures of the same kind, nothing of another training. Source: Efron and Tibshirani, "An
 * Introduction to the Bootstrap", 1993, chapter 13.
 *
 * @param resamples sets to draw, at least 1
 * @param level share of the sets' figures inside the interval, between 0 and 1
 * @param seed of the draws
 */
public record Bootstrap(int resamples, double level, long seed) {
    /** 2,000 sets, 95 %. */
    public static final Bootstrap DEFAULT = new Bootstrap(2000, 0.95, 1);

    private static final long STREAM = 0x626f6f74;

    public Bootstrap {
        if (resamples < 1 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException("Expected at least one resample and a level between 0 and 1, received "
                    + resamples + " and " + level + ". Fix: use 2000 and 0.95.");
        }
    }

    /**
     * A range of a figure; both ends NaN where there is none.
     *
     * @param low lower end
     * @param high upper end
     */
    public record Interval(double low, double high) {}

    /** The interval of one figure of a distribution. */
    public Interval interval(ErrorDistribution errors, ToDoubleFunction<ErrorDistribution> figure) {
        if (errors.size() == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double[] figures = new double[resamples];
        double[] drawn = new double[errors.size()];
        for (int resample = 0; resample < resamples; resample++) {
            draw(errors, resample, drawn);
            figures[resample] = figure.applyAsDouble(ErrorDistribution.ofSorted(drawn));
        }
        ErrorDistribution outcomes = ErrorDistribution.of(figures);
        return new Interval(outcomes.quantile((1 - level) / 2), outcomes.quantile((1 + level) / 2));
    }

    /** Draws as many errors as there are, in ascending order: ranks are counted, so nothing needs sorting. */
    private void draw(ErrorDistribution errors, int resample, double[] drawn) {
        int size = errors.size();
        int[] times = new int[size];
        long key = CounterRandom.key(seed, resample, STREAM);
        for (int i = 0; i < size; i++) {
            times[(int) Math.multiplyHigh(CounterRandom.bits(key, i) >>> 1, 2L * size)]++;
        }
        int at = 0;
        for (int rank = 0; rank < size; rank++) {
            Arrays.fill(drawn, at, at + times[rank], errors.at(rank));
            at += times[rank];
        }
    }
}
