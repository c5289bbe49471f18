package io.lightmark.cli.plot;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler;

/** The cumulative error distribution: for each error, the share of pictures that are at least as good. */
public final class CumulativeErrorPlot {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final int SAMPLES = 400;

    private CumulativeErrorPlot() {}

    /** Writes the picture; a picture's error is the mean over its points. */
    public static void write(Path file, List<ErrorSeries> series) {
        double end = ErrorHistogramPlot.axisEnd(series);
        XYChart chart = ChartLook.chart(
                WIDTH,
                HEIGHT,
                "Pictures with at most this error",
                "mean error of a picture / diagonal [%]",
                "pictures [%]");
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideSE);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(100 * end);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(100.0);
        for (ErrorSeries one : series) {
            double[] means = one.sortedPictureMeans();
            String label = String.format(
                    Locale.ROOT,
                    "%s: mean %.2f %%, median %.2f %%",
                    one.label(),
                    100 * Arrays.stream(means).average().orElseThrow(),
                    100 * median(means));
            double[] x = new double[SAMPLES + 1];
            double[] y = new double[SAMPLES + 1];
            for (int i = 0; i <= SAMPLES; i++) {
                x[i] = 100 * end * i / SAMPLES;
                y[i] = 100 * shareUpTo(means, end * i / SAMPLES);
            }
            ChartLook.line(chart, label, x, y, one.color(), 2.5f);
        }
        ChartLook.save(file, List.of(chart), 1);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double shareUpTo(double[] sorted, double bound) {
        int count = 0;
        while (count < sorted.length && sorted[count] <= bound) {
            count++;
        }
        return (double) count / sorted.length;
    }
}
