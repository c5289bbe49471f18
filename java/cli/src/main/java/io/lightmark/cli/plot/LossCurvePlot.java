package io.lightmark.cli.plot;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The loss of each step over the epochs, on a logarithmic axis, and below it the error on the validation pictures. */
public final class LossCurvePlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    private static final int STRETCHES = 80;
    private static final double SLACK = 1.15;

    private LossCurvePlot() {}

    /** Writes the picture of one level; the lower chart is left out when nothing was validated. */
    public static void write(Path file, LossCurve curve) {
        if (curve.training().isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected the loss of at least one step, received none. Fix: plot trainings that took a step.");
        }
        List<XYChart> charts = new ArrayList<>();
        charts.add(training(curve));
        if (!curve.validation().isEmpty()) {
            charts.add(validation(curve));
        }
        ChartLook.save(file, charts, 1);
    }

    private static XYChart training(LossCurve curve) {
        XYChart chart =
                ChartLook.chart(WIDTH, HEIGHT, "Level " + curve.level() + ": training loss", "epochs", "loss (log)");
        Color color = ChartLook.levelColor(curve.level());
        boolean positive = curve.training().stream().allMatch(point -> point.value() > 0);
        chart.getStyler().setYAxisLogarithmic(positive);
        if (positive) {
            DoubleSummaryStatistics range = curve.training().stream()
                    .mapToDouble(LossCurve.Point::value)
                    .summaryStatistics();
            chart.getStyler().setYAxisLogarithmicDecadeOnly(false);
            chart.getStyler().setYAxisMin(range.getMin() / SLACK);
            chart.getStyler().setYAxisMax(range.getMax() * SLACK);
        }
        limitX(chart, curve);
        line(chart, "each step", curve.training(), ChartLook.faint(color, 70), 1);
        line(chart, "mean of 1/" + STRETCHES + " of the run", curve.smoothed(STRETCHES), color, 2.5f);
        return chart;
    }

    private static XYChart validation(LossCurve curve) {
        XYChart chart = ChartLook.chart(
                WIDTH,
                HEIGHT,
                "Level " + curve.level() + ": error on pictures not trained on",
                "epochs",
                "mean error / diagonal [%]");
        Color color = ChartLook.levelColor(curve.level());
        limitX(chart, curve);
        chart.getStyler().setYAxisMin(0.0);
        double worst = curve.validation().stream()
                .mapToDouble(LossCurve.Point::value)
                .max()
                .orElseThrow();
        chart.getStyler().setYAxisMax(AxisEnd.above(105 * worst));
        List<LossCurve.Point> percent = curve.validation().stream()
                .map(point -> new LossCurve.Point(point.epoch(), 100 * point.value()))
                .toList();
        line(chart, "validation", percent, color, 2).setMarker(SeriesMarkers.CIRCLE);
        LossCurve.Point best = percent.stream()
                .min(Comparator.comparingDouble(LossCurve.Point::value))
                .orElseThrow();
        String label = String.format(Locale.ROOT, "best: %.3f %%", best.value());
        XYSeries mark = line(chart, label, List.of(best), Color.BLACK, 1);
        mark.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        mark.setMarker(SeriesMarkers.DIAMOND);
        return chart;
    }

    private static void limitX(XYChart chart, LossCurve curve) {
        double last = curve.training().get(curve.training().size() - 1).epoch();
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(Math.max(1.02 * last, 0.01));
    }

    private static XYSeries line(XYChart chart, String name, List<LossCurve.Point> points, Color color, float width) {
        double[] x = points.stream().mapToDouble(LossCurve.Point::epoch).toArray();
        double[] y = points.stream().mapToDouble(LossCurve.Point::value).toArray();
        return ChartLook.line(chart, name, x, y, color, width);
    }
}
