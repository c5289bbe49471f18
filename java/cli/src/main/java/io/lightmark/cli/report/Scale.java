package io.lightmark.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From values to places on an axis, with round ticks.
 *
 * @param low value at the axis' begin
 * @param high value at its end, above {@code low}
 * @param logarithmic whether equal factors, not equal differences, take equal room; both ends are then positive
 */
record Scale(double low, double high, boolean logarithmic) {
    private static final double[] STEPS = {1, 2, 5, 10};
    private static final double[] WITHIN_DECADE = {1, 2, 5};
    private static final int MOST_LOG_TICKS = 8;

    Scale {
        if (!(high > low) || !Double.isFinite(high - low) || (logarithmic && !(low > 0))) {
            throw new IllegalArgumentException("Expected a finite range with low < high, received " + low + " to "
                    + high + ". Fix: widen the range.");
        }
    }

    static Scale linear(double low, double high) {
        return new Scale(low, high, false);
    }

    /** A logarithmic scale that holds positive values, with some room at both ends. */
    static Scale logarithmic(double low, double high) {
        return new Scale(low / 1.15, high * 1.15, true);
    }

    /** The smallest round number that is at least a positive value. */
    static double roundAbove(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8}) {
            if (step * power >= value * (1 - 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /** Where a value lies: 0 at the begin, 1 at the end, limited to both. */
    double share(double value) {
        double share = logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return Math.max(0, Math.min(1, share));
    }

    /** Round values within the range, about as many as asked for. */
    List<Double> ticks(int about) {
        return logarithmic && high / low > 4 ? logarithmicTicks() : linearTicks(about);
    }

    /** A tick's value with as many digits as it needs. */
    static String label(double value) {
        if (value != 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e6)) {
            return String.format(Locale.ROOT, "%.0e", value);
        }
        return String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
    }

    private List<Double> linearTicks(int about) {
        double rough = (high - low) / about;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (int i = STEPS.length - 1; i >= 0; i--) {
            step = STEPS[i] * power >= rough * (1 - 1e-9) ? STEPS[i] * power : step;
        }
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private List<Double> logarithmicTicks() {
        List<Double> ticks = new ArrayList<>();
        List<Double> decades = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); Math.pow(10, power) <= high; power++) {
            for (double step : WITHIN_DECADE) {
                double value = step * Math.pow(10, power);
                if (value >= low && value <= high) {
                    ticks.add(value);
                    if (step == 1) {
                        decades.add(value);
                    }
                }
            }
        }
        return ticks.size() > MOST_LOG_TICKS ? decades : ticks;
    }
}
