package io.lightmark.cli.report;

import io.lightmark.cli.plot.LossCurve;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.Stream;

/** How trainings went: the losses of each run and level, and their errors on the pictures that chose the weights. */
final class LossCharts {
    private static final int STRETCHES = 80;

    private LossCharts() {}

    /** One chart per run and level: the loss of the steps, logarithmic where it is positive, over the epochs. */
    static List<Chart> training(List<RunResult> runs, RunStyles styles) {
        List<Chart> charts = new ArrayList<>();
        for (RunResult run : runs) {
            for (LossCurve curve : run.curves()) {
                List<LossCurve.Point> points = finite(curve.smoothed(STRETCHES));
                if (!points.isEmpty()) {
                    String title = "Training loss: " + run.name()
                            + (run.curves().size() > 1 ? ", level " + curve.level() : "");
                    Plot plot = plot(title, "mean loss of 1/" + STRETCHES + " of the run", points);
                    plot.curve(styles.line(run), values(points));
                    charts.add(plot.end());
                }
            }
        }
        return charts;
    }

    /**
     * All runs' errors on their validation pictures in one chart per level; none for a level without any.
     *
     * @param normaliser orders the legend
     */
    static List<Chart> validation(List<RunResult> runs, RunStyles styles, String normaliser) {
        List<Chart> charts = new ArrayList<>();
        int levels = runs.stream().mapToInt(run -> run.curves().size()).max().orElse(0);
        for (int l = 0; l < levels; l++) {
            int level = l;
            List<RunResult> judged = runs.stream()
                    .filter(run -> run.curves().size() > level
                            && !percent(run.curves().get(level)).isEmpty())
                    .toList();
            if (!judged.isEmpty()) {
                charts.add(validation(judged, styles, normaliser, level, levels));
            }
        }
        return charts;
    }

    private static Chart validation(List<RunResult> runs, RunStyles styles, String normaliser, int level, int levels) {
        List<LossCurve.Point> all = runs.stream()
                .flatMap(run -> percent(run.curves().get(level)).stream())
                .toList();
        Plot plot = plot(
                "Error while training" + (levels > 1 ? ", level " + (level + 1) : "") + " (/ picture diagonal)",
                "mean error / diagonal [%]",
                all);
        for (RunResult run : runs) {
            plot.curve(styles.line(run), values(percent(run.curves().get(level))));
        }
        return plot.end().withLegend(RunLegend.html(runs, styles, normaliser));
    }

    private static Plot plot(String title, String nameUp, List<LossCurve.Point> points) {
        DoubleSummaryStatistics values =
                points.stream().mapToDouble(LossCurve.Point::value).summaryStatistics();
        double end = points.stream().mapToDouble(LossCurve.Point::epoch).max().orElse(1);
        boolean positive = values.getMin() > 0;
        Scale up = positive
                ? Scale.logarithmic(values.getMin(), values.getMax())
                : Scale.linear(Math.min(0, values.getMin()), Math.max(1e-9, values.getMax()));
        return new Plot(title, "epochs", Scale.linear(0, end > 0 ? end : 1), nameUp + (positive ? " (log)" : ""), up);
    }

    private static List<LossCurve.Point> percent(LossCurve curve) {
        return finite(curve.validation()).stream()
                .map(point -> new LossCurve.Point(point.epoch(), 100 * point.value()))
                .toList();
    }

    private static List<LossCurve.Point> finite(List<LossCurve.Point> points) {
        return points.stream().filter(point -> Double.isFinite(point.value())).toList();
    }

    private static double[] values(List<LossCurve.Point> points) {
        return points.stream()
                .flatMap(point -> Stream.of(point.epoch(), point.value()))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
