package io.lightmark.models;

/** How a width multiplier changes numbers of channels. */
final class Channels {
    private static final int DIVISOR = 8;

    private Channels() {}

    /**
     * The multiple of {@code divisor} nearest to a number of channels, at least {@code divisor} and never less than nine
     * tenths of the number. Source: the rule that all published MobileNets share.
     */
    static int divisible(double channels, int divisor) {
        int rounded = Math.max(divisor, (int) (channels + divisor / 2.0) / divisor * divisor);
        return rounded < 0.9 * channels ? rounded + divisor : rounded;
    }

    static int divisible(double channels) {
        return divisible(channels, DIVISOR);
    }
}
