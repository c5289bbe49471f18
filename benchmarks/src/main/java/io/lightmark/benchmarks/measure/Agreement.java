package io.lightmark.benchmarks.measure;

import java.util.List;
import java.util.Locale;

/**
 * The check that contenders compute the same thing, which comes before any timing: a fast wrong answer is no
 * measurement.
 */
public final class Agreement {
    private Agreement() {}

    /**
     * Runs every contender once and compares its result with the first one's.
     *
     * @param tolerance greatest difference, relative to the largest element of the first result
     * @return the greatest such difference that was found
     * @throws IllegalStateException when a contender disagrees
     */
    public static double require(List<? extends Contender> contenders, double tolerance) {
        Contender first = contenders.get(0);
        first.run();
        float[] expected = first.result();
        double worst = 0;
        for (Contender contender : contenders.subList(1, contenders.size())) {
            contender.run();
            double difference = difference(expected, contender.result());
            if (!(difference <= tolerance)) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "Expected %s to give the result of %s to %.1e of its largest element, received a difference "
                                + "of %.1e. Fix: find out which is wrong; nothing is timed until they agree.",
                        contender.name(),
                        first.name(),
                        tolerance,
                        difference));
            }
            worst = Math.max(worst, difference);
        }
        return worst;
    }

    /** Greatest difference of two arrays relative to the first one's largest element; NaN or infinite if any is. */
    public static double difference(float[] expected, float[] received) {
        if (expected.length != received.length) {
            throw new IllegalStateException("Expected a result of " + expected.length + " elements, received "
                    + received.length + ". Fix: compare contenders with one network and batch.");
        }
        double largest = Float.MIN_NORMAL;
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs((double) expected[i] - received[i]));
        }
        return difference / largest;
    }
}
