package io.lightmark.cli.report;

import io.lightmark.metric.ErrorDistribution;
import java.util.List;

/** The cumulative error distributions (CED) of all runs in one chart: for each error, the share of pictures within it. */
final class CumulativeErrorChart {
    private static final int SAMPLES = 300;
    private static final double LEAST_END = 0.06;
    private static final double SHOWN = 0.95;

    private CumulativeErrorChart() {}

    static Chart of(List<RunResult> runs, RunStyles styles, String normaliser) {
        double end = Math.max(
                LEAST_END,
                runs.stream()
                        .mapToDouble(run -> run.by(normaliser).quantile(SHOWN))
                        .filter(Double::isFinite)
                        .max()
                        .orElse(LEAST_END));
        Scale across = Scale.linear(0, Scale.roundAbove(100 * end));
        Plot plot = new Plot(
                "Cumulative errors: pictures within an error / " + normaliser + " (dotted: 5, 8, 10 %)",
                "mean error of a picture / " + normaliser + " [%]",
                across,
                "pictures [%]",
                Scale.linear(0, 100));
        for (double threshold : ErrorDistribution.THRESHOLDS) {
            if (100 * threshold < across.high()) {
                plot.mark("threshold", 100 * threshold, "");
            }
        }
        for (RunResult run : runs) {
            plot.curve(styles.line(run), curve(run.by(normaliser).distribution(), across.high()));
        }
        return plot.end().withLegend(RunLegend.html(runs, styles, normaliser));
    }

    private static double[] curve(ErrorDistribution errors, double end) {
        double[] values = new double[2 * (SAMPLES + 1)];
        for (int i = 0; i <= SAMPLES; i++) {
            values[2 * i] = end * i / SAMPLES;
            values[2 * i + 1] = errors.size() == 0 ? 0 : 100 * (1 - errors.failureRate(values[2 * i] / 100));
        }
        return values;
    }
}
