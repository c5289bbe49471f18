package io.lightmark.cli.plot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/**
 * A histogram of errors for each point and one of the mean over all, levels laid over each other, all panels on the same
 * scales. The last bin also counts the few pictures beyond the axis.
 */
public final class ErrorHistogramPlot {
    private static final int BINS = 40;
    private static final int COLUMNS = 2;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 330;
    private static final int ALL_POINTS = -1;
    private static final double HEADROOM = 1.05;

    private ErrorHistogramPlot() {}

    /**
     * Writes the picture.
     *
     * @param pointNames one per point, panel titles
     * @param series the levels, all on the same pictures
     */
    public static void write(Path file, List<String> pointNames, List<ErrorSeries> series) {
        double end = AxisEnd.ofErrors(series);
        double most = 0;
        for (ErrorSeries one : series) {
            if (one.figures().points() != pointNames.size()) {
                throw new IllegalArgumentException("Expected errors of " + pointNames.size() + " points, received "
                        + one.figures().points() + ". Fix: name every point.");
            }
            for (int point = ALL_POINTS; point < pointNames.size(); point++) {
                most = Math.max(
                        most,
                        Arrays.stream(one.shares(point, BINS, end / 100)).max().orElseThrow());
            }
        }
        double top = AxisEnd.above(HEADROOM * 100 * most);
        List<XYChart> charts = new ArrayList<>();
        for (int point = 0; point < pointNames.size(); point++) {
            charts.add(panel(pointNames.get(point), point, series, end, top));
        }
        charts.add(panel("mean of all points", ALL_POINTS, series, end, top));
        ChartLook.save(file, charts, COLUMNS);
    }

    private static XYChart panel(String name, int point, List<ErrorSeries> series, double end, double top) {
        XYChart chart = ChartLook.chart(
                WIDTH,
                HEIGHT,
                name,
                "error / " + series.get(0).normaliser() + " [%] (last bin: and beyond)",
                "pictures [%]");
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(end);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(top);
        for (ErrorSeries one : series) {
            String label = String.format(Locale.ROOT, "%s: mean %.2f %%", one.label(), 100 * one.mean(point));
            double[][] outline = outline(one.shares(point, BINS, end / 100), end);
            XYSeries drawn = ChartLook.line(chart, label, outline[0], outline[1], one.color(), 2);
            drawn.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
            drawn.setFillColor(ChartLook.faint(one.color(), 60));
        }
        return chart;
    }

    /** The corners of the bars' outline, in per cent. */
    private static double[][] outline(double[] shares, double end) {
        double[] x = new double[2 * shares.length];
        double[] y = new double[2 * shares.length];
        for (int i = 0; i < shares.length; i++) {
            x[2 * i] = end * i / shares.length;
            x[2 * i + 1] = end * (i + 1) / shares.length;
            y[2 * i] = 100 * shares[i];
            y[2 * i + 1] = 100 * shares[i];
        }
        return new double[][] {x, y};
    }
}
