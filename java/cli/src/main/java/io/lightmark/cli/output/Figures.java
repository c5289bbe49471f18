package io.lightmark.cli.output;

import java.util.Locale;

/** Numbers as people read them, the same in every locale. */
public final class Figures {
    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Figures() {}

    /** A ratio as a percentage with three decimals: {@code 2.437 %}; {@code –} when there is none. */
    public static String percent(double ratio) {
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.3f %%", 100 * ratio) : "–";
    }

    /** A share of 0 to 1 with three decimals: {@code 0.583}; {@code –} when there is none. */
    public static String share(double ratio) {
        return Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.3f", ratio) : "–";
    }

    /** A whole number with thousands separated: {@code 237,818}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A size in bytes with a fitting unit: {@code 955.4 KiB}. */
    public static String bytes(long value) {
        double scaled = value;
        int unit = 0;
        while (scaled >= 1024 && unit < BYTE_UNITS.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return unit == 0 ? value + " B" : String.format(Locale.ROOT, "%.1f %s", scaled, BYTE_UNITS[unit]);
    }

    /** A duration given in microseconds: {@code 431 µs} or {@code 2.15 ms}. */
    public static String micros(double micros) {
        return micros < 1000
                ? String.format(Locale.ROOT, micros < 100 ? "%.1f µs" : "%.0f µs", micros)
                : String.format(Locale.ROOT, "%.2f ms", micros / 1000);
    }

    /** A duration for a progress display: {@code 42 s}, {@code 3:07 min}, {@code 1:02:03 h}. */
    public static String duration(double seconds) {
        long whole = Math.max(0, Math.round(seconds));
        if (whole < 60) {
            return whole + " s";
        }
        if (whole < 3600) {
            return String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
        }
        return String.format(Locale.ROOT, "%d:%02d:%02d h", whole / 3600, whole / 60 % 60, whole % 60);
    }

    /** A loss: four significant digits, never in a form that a locale changes. */
    public static String loss(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
