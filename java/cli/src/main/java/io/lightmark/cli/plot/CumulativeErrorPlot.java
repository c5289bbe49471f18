package io.lightmark.cli.plot;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;

/** The cumulative error distribution (CED): for each error, the share of pictures that are at least as good. */
public final class CumulativeErrorPlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final int SAMPLES = 400;

    private CumulativeErrorPlot() {}

    /** Writes the picture; a picture's error is the mean over its points. */
    public static void write(Path file, List<ErrorSeries> series) {
        double end = AxisEnd.ofErrors(series);
        XYChart chart = ChartLook.chart(
                WIDTH,
                HEIGHT,
                "Pictures with at most this error",
                "mean error of a picture / " + series.get(0).normaliser() + " [%]",
                "pictures [%]");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(end);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(100.0);
        for (ErrorSeries one : series) {
            String label = String.format(
                    Locale.ROOT,
                    "%s: mean %.2f %%, median %.2f %%",
                    one.label(),
                    100 * one.figures().mean(),
                    100 * one.figures().median());
            double[] x = new double[SAMPLES + 1];
            double[] y = new double[SAMPLES + 1];
            for (int i = 0; i <= SAMPLES; i++) {
                x[i] = end * i / SAMPLES;
                y[i] = 100 * (1 - one.figures().failureRate(x[i] / 100));
            }
            ChartLook.line(chart, label, x, y, one.color(), 2.5f);
        }
        ChartLook.save(file, List.of(chart), 1);
    }
}
