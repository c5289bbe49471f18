package io.lightmark.cli.report;

import io.lightmark.metric.ErrorFigures;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A histogram of the pictures' errors per run, all on the same scales; the last bin also counts what lies beyond. */
final class ErrorHistogramCharts {
    private static final int BINS = 40;
    private static final double SHOWN = 0.97;

    private ErrorHistogramCharts() {}

    static List<Chart> of(List<RunResult> runs, RunStyles styles, String normaliser) {
        double end = Scale.roundAbove(Math.max(
                1e-3,
                runs.stream()
                        .mapToDouble(run -> run.by(normaliser).quantile(SHOWN))
                        .filter(Double::isFinite)
                        .max()
                        .orElse(1)));
        double most = runs.stream()
                .mapToDouble(run ->
                        Arrays.stream(shares(run.by(normaliser), end)).max().orElse(0))
                .max()
                .orElse(1);
        Scale up = Scale.linear(0, Scale.roundAbove(Math.max(1, most)));
        return runs.stream().map(run -> chart(run, styles, normaliser, end, up)).toList();
    }

    private static Chart chart(RunResult run, RunStyles styles, String normaliser, double end, Scale up) {
        ErrorFigures figures = run.by(normaliser);
        Plot plot = new Plot(
                run.name() + " (/ " + normaliser + ")",
                "mean error of a picture [%]; the last bar: and beyond",
                Scale.linear(0, 100 * end),
                "pictures [%]",
                up);
        double[] shares = shares(figures, end);
        for (int bin = 0; bin < BINS; bin++) {
            if (shares[bin] > 0) {
                plot.bar(styles.fill(run), 100 * end * bin / BINS, 100 * end * (bin + 1) / BINS, shares[bin]);
            }
        }
        if (figures.used() > 0) {
            plot.mark("mean", 100 * figures.mean(), String.format(Locale.ROOT, "mean %.2f %%", 100 * figures.mean()));
        }
        return plot.end();
    }

    /** Per cent of the pictures in each bin. */
    private static double[] shares(ErrorFigures figures, double end) {
        return Arrays.stream(figures.distribution().histogram(BINS, end))
                .mapToDouble(count -> 100.0 * count / Math.max(1, figures.used()))
                .toArray();
    }
}
