package io.lightmark.cli.plot;

import java.util.List;

/** Ends of axes that divide into round ticks. */
final class AxisEnd {
    private static final double[] ROUND = {1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10};
    private static final double MOST = 0.97;
    /** Single points err further than the means over a picture's points. */
    private static final double POINTS_BEYOND_MEAN = 1.7;

    private AxisEnd() {}

    /** The smallest round number that is at least this large. */
    static double above(double value) {
        if (!(value > 0) || !Double.isFinite(value)) {
            return 1;
        }
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : ROUND) {
            if (step * power >= value * (1 - 1e-9)) {
                return step * power;
            }
        }
        return 10 * power;
    }

    /** The end of a common error axis in per cent: nearly all errors of single points lie before it. */
    static double ofErrors(List<ErrorSeries> series) {
        double bound = series.stream()
                .mapToDouble(one -> one.figures().quantile(MOST))
                .max()
                .orElseThrow();
        return above(100 * POINTS_BEYOND_MEAN * Math.max(bound, 1e-4));
    }
}
