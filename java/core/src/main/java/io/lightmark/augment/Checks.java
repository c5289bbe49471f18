package io.lightmark.augment;

/** The checks that the parts of a recipe share. */
final class Checks {
    private Checks() {}

    static void probability(String of, double value) {
        within(of, value, 0, 1);
    }

    /** NaN lies nowhere. */
    static void within(String of, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException("Expected " + of + " from " + low + " to " + high + ", received " + value
                    + ". Fix: use a value in that range; 0 for no change.");
        }
    }

    static void within(String of, Range range, double low, double high) {
        within(of, range.low(), low, high);
        within(of, range.high(), low, high);
    }
}
