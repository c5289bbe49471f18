package io.lightmark.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.op.CounterRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Intervals against theory, against hand-made cases, and their repeatability. */
class BootstrapTest {
    @Test
    void theIntervalOfAMeanIsThatOfTheCentralLimit() {
        int size = 400;
        double[] errors = new double[size];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < size; i++) {
            errors[i] = 0.05 + 0.01 * CounterRandom.gaussian(7, i);
            sum += errors[i];
            squares += errors[i] * errors[i];
        }
        double mean = sum / size;
        double reach = 1.96 * Math.sqrt(squares / size - mean * mean) / Math.sqrt(size);
        Bootstrap.Interval interval = Bootstrap.DEFAULT.interval(ErrorDistribution.of(errors), ErrorDistribution::mean);
        assertEquals(mean - reach, interval.low(), 0.12 * reach, "low");
        assertEquals(mean + reach, interval.high(), 0.12 * reach, "high");
    }

    @Test
    void theIntervalHoldsTheTruthAboutAsOftenAsItSays() {
        int held = 0;
        int trials = 300;
        for (int trial = 0; trial < trials; trial++) {
            double[] errors = new double[60];
            for (int i = 0; i < errors.length; i++) {
                errors[i] = CounterRandom.uniform(trial, i);
            }
            Bootstrap.Interval interval =
                    new Bootstrap(300, 0.9, trial).interval(ErrorDistribution.of(errors), ErrorDistribution::mean);
            held += interval.low() <= 0.5 && interval.high() >= 0.5 ? 1 : 0;
        }
        assertEquals(0.9, held / (double) trials, 0.05, "share of intervals that hold the true mean");
    }

    @Test
    void everySetIsAsLargeAsTheOriginalAndInAscendingOrder() {
        ErrorDistribution errors = ErrorDistribution.of(new double[] {0.3, 0.1, 0.2, 0.4, 0.5});
        AtomicInteger sets = new AtomicInteger();
        new Bootstrap(50, 0.95, 3).interval(errors, drawn -> {
            sets.incrementAndGet();
            assertEquals(5, drawn.size(), "size");
            for (int rank = 1; rank < drawn.size(); rank++) {
                assertTrue(drawn.at(rank - 1) <= drawn.at(rank), "ascending");
            }
            return drawn.median();
        });
        assertEquals(50, sets.get(), "sets");
    }

    @Test
    void equalErrorsAndSinglePicturesHaveNoSpread() {
        ErrorDistribution equal = ErrorDistribution.of(new double[] {0.25, 0.25, 0.25});
        assertEquals(
                new Bootstrap.Interval(0.25, 0.25),
                Bootstrap.DEFAULT.interval(equal, ErrorDistribution::mean),
                "equal errors");
        Bootstrap.Interval none =
                Bootstrap.DEFAULT.interval(ErrorDistribution.of(new double[0]), ErrorDistribution::mean);
        assertTrue(Double.isNaN(none.low()) && Double.isNaN(none.high()), "no pictures");
    }

    @Test
    void theSeedDecidesAll() {
        double[] errors = new double[50];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = i * i;
        }
        ErrorDistribution distribution = ErrorDistribution.of(errors);
        Bootstrap first = new Bootstrap(200, 0.95, 1);
        assertEquals(
                first.interval(distribution, ErrorDistribution::mean),
                new Bootstrap(200, 0.95, 1).interval(distribution, ErrorDistribution::mean),
                "same seed");
        assertNotEquals(
                first.interval(distribution, ErrorDistribution::mean),
                new Bootstrap(200, 0.95, 2).interval(distribution, ErrorDistribution::mean),
                "other seed");
        assertThrows(IllegalArgumentException.class, () -> new Bootstrap(0, 0.95, 1), "no sets");
        assertThrows(IllegalArgumentException.class, () -> new Bootstrap(10, 1, 1), "level 1");
    }
}
