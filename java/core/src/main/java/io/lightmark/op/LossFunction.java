package io.lightmark.op;

/** The loss of one coordinate as a function of its error {@code e = prediction − target}, with its derivative. */
public enum LossFunction {
    /** {@code e²}. */
    SQUARED,
    /** {@code |e|}. */
    ABSOLUTE,
    /** Huber's loss at δ = 0.02: {@code e²/(2δ)} inside, {@code |e| − δ/2} outside. */
    SMOOTH_L1;

    private static final double DELTA = 0.02;

    /** Value at error {@code e}. */
    public double apply(double e) {
        return switch (this) {
            case SQUARED -> e * e;
            case ABSOLUTE -> Math.abs(e);
            case SMOOTH_L1 -> Math.abs(e) < DELTA ? e * e / (2 * DELTA) : Math.abs(e) - DELTA / 2;
        };
    }

    /** Derivative at error {@code e}; 0 at the kink of {@link #ABSOLUTE}. */
    public double derivative(double e) {
        return switch (this) {
            case SQUARED -> 2 * e;
            case ABSOLUTE -> Math.signum(e);
            case SMOOTH_L1 -> Math.abs(e) < DELTA ? e / DELTA : Math.signum(e);
        };
    }

    /** The width of the quadratic zone of {@link #SMOOTH_L1}. */
    public static double delta() {
        return DELTA;
    }
}
