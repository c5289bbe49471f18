package io.lightmark.augment;

/**
 * Numbers from {@code low} to {@code high}, drawn uniformly.
 *
 * @param low least number
 * @param high greatest number, not below {@code low}
 */
public record Range(double low, double high) {
    /** Only 0. */
    public static final Range ZERO = new Range(0, 0);

    public Range {
        if (!(low >= 0 && high >= low && Double.isFinite(high))) {
            throw new IllegalArgumentException("Expected a range of finite numbers of at least 0, received " + low
                    + " to " + high + ". Fix: give the lower one first.");
        }
    }

    /** The number at a share from 0 to 1 of the way. */
    double at(double share) {
        return low + (high - low) * share;
    }
}
