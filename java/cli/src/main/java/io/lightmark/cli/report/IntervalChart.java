package io.lightmark.cli.report;

import io.lightmark.cli.report.Svg.Anchor;
import io.lightmark.metric.Bootstrap;
import io.lightmark.metric.ErrorDistribution;
import java.util.List;
import java.util.Locale;

/** The mean error of each run as a dot with its confidence interval, one below the other, named beside it. */
final class IntervalChart {
    private static final double WIDTH = 440;
    private static final double LEFT = 14;
    private static final double RIGHT = 70;
    private static final double HEAD = 4;
    private static final double ROW = 38;
    private static final double FOOT = 44;
    private static final double DOT = 4.5;
    private static final double HEADROOM = 1.08;

    private IntervalChart() {}

    static Chart of(List<RunResult> runs, RunStyles styles, String normaliser) {
        List<Bootstrap.Interval> intervals = runs.stream()
                .map(run -> Bootstrap.DEFAULT.interval(run.by(normaliser).distribution(), ErrorDistribution::mean))
                .toList();
        double most = intervals.stream()
                .mapToDouble(Bootstrap.Interval::high)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        Scale scale = Scale.linear(0, 100 * HEADROOM * Math.max(1e-6, most));
        double bottom = HEAD + ROW * runs.size();
        String title = "Mean error / " + normaliser + " with its 95 % interval";
        Svg svg = new Svg(WIDTH, bottom + FOOT, title);
        for (double tick : scale.ticks(6)) {
            svg.line("grid", x(scale, tick), HEAD, x(scale, tick), bottom);
            svg.text("tick", x(scale, tick), bottom + 16, Anchor.MIDDLE, Scale.label(tick));
        }
        for (int i = 0; i < runs.size(); i++) {
            double mean = 100 * runs.get(i).by(normaliser).mean();
            double y = HEAD + ROW * (i + 0.68);
            svg.text("label", LEFT, y - 12, Anchor.START, runs.get(i).name());
            if (Double.isFinite(mean)) {
                row(svg, scale, styles, runs.get(i), mean, intervals.get(i), y);
            }
        }
        svg.text(
                "axis-name",
                (LEFT + WIDTH - RIGHT) / 2,
                bottom + FOOT - 8,
                Anchor.MIDDLE,
                "mean error / " + normaliser + " [%]");
        return new Chart(title, svg.end());
    }

    private static void row(
            Svg svg, Scale scale, RunStyles styles, RunResult run, double mean, Bootstrap.Interval interval, double y) {
        double from = x(scale, 100 * interval.low());
        double to = x(scale, 100 * interval.high());
        svg.line("whisker", from, y, to, y);
        svg.line("whisker", from, y - 4, from, y + 4);
        svg.line("whisker", to, y - 4, to, y + 4);
        svg.circle(styles.fill(run), x(scale, mean), y, DOT, "");
        svg.text("label strong", WIDTH - 10, y + 4, Anchor.END, String.format(Locale.ROOT, "%.2f %%", mean));
    }

    private static double x(Scale scale, double value) {
        return LEFT + scale.share(value) * (WIDTH - LEFT - RIGHT);
    }
}
