package io.lightmark.track;

/**
 * One value over time through a {@link OneEuro} filter. The first value passes as it is. A time that does not go on gives
 * the value before again. A value that is no number passes as it is, and the filter begins anew after it.
 */
public final class OneEuroFilter {
    private final OneEuro options;
    private boolean begun;
    private double raw;
    private double value;
    private double speed;

    public OneEuroFilter(OneEuro options) {
        this.options = options;
    }

    /**
     * The smoothed value.
     *
     * @param fresh measured now
     * @param seconds since the measurement before
     * @param scale what speeds are divided by: the size of the object in the units of the value; where it is not above 0,
     *     as for a single landmark, no speed can be told, and the minimum cutoff alone holds
     */
    public double filter(double fresh, double seconds, double scale) {
        if (!Double.isFinite(fresh)) {
            reset();
            return fresh;
        }
        if (!begun) {
            begun = true;
            raw = fresh;
            value = fresh;
            return fresh;
        }
        if (!(seconds > 0)) {
            return value;
        }
        double measured = scale > 0 ? (fresh - raw) / seconds / scale : 0;
        speed += OneEuro.weight(options.derivativeCutoff(), seconds) * (measured - speed);
        double cutoff = options.minimumCutoff() + options.beta() * Math.abs(speed);
        value += OneEuro.weight(cutoff, seconds) * (fresh - value);
        raw = fresh;
        return value;
    }

    /** Forgets everything: the next value passes as it is. */
    public void reset() {
        begun = false;
        speed = 0;
    }
}
