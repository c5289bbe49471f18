package io.lightmark.cli.plot;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/** A histogram of errors for each point, levels laid over each other, all panels on the same scales. */
public final class ErrorHistogramPlot {
    private static final int BINS = 40;
    private static final int COLUMNS = 2;
    private static final int WIDTH = 560;
    private static final int HEIGHT = 330;
    /** Share of errors that the axis shows in place; the rest is counted in its last bin. */
    private static final double SHOWN = 0.985;

    private ErrorHistogramPlot() {}

    /**
     * Writes the picture.
     *
     * @param pointNames one per point, panel titles
     * @param series the levels, all on the same pictures
     */
    public static void write(Path file, List<String> pointNames, List<ErrorSeries> series) {
        double end = axisEnd(series);
        double most = 0;
        for (ErrorSeries one : series) {
            if (one.points() != pointNames.size()) {
                throw new IllegalArgumentException("Expected errors of " + pointNames.size() + " points, received "
                        + one.points() + ". Fix: name every point.");
            }
            for (double[] errors : one.byPoint()) {
                most = Math.max(most, Arrays.stream(shares(errors, end)).max().orElseThrow());
            }
        }
        List<XYChart> charts = new ArrayList<>();
        for (int point = 0; point < pointNames.size(); point++) {
            charts.add(panel(pointNames.get(point), point, series, end, most));
        }
        ChartLook.save(file, charts, COLUMNS);
    }

    /** End of the error axis as a share of the diagonal: a whole half per cent. */
    static double axisEnd(List<ErrorSeries> series) {
        double bound = series.stream().mapToDouble(one -> one.quantile(SHOWN)).max().orElseThrow();
        return Math.max(0.005, Math.ceil(bound * 200) / 200);
    }

    private static XYChart panel(String name, int point, List<ErrorSeries> series, double end, double most) {
        XYChart chart =
                ChartLook.chart(WIDTH, HEIGHT, name, "error / diagonal [%], last bin: and beyond", "pictures [%]");
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisMax(100 * end);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setYAxisMax(Math.ceil(105 * most));
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        for (ErrorSeries one : series) {
            double[] errors = one.byPoint()[point];
            double mean = Arrays.stream(errors).average().orElseThrow();
            String label = String.format(Locale.ROOT, "%s: mean %.2f %%", one.label(), 100 * mean);
            double[][] outline = outline(shares(errors, end), end);
            XYSeries drawn = ChartLook.line(chart, label, outline[0], outline[1], one.color(), 2);
            drawn.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
            drawn.setFillColor(ChartLook.faint(one.color(), 60));
        }
        return chart;
    }

    /** Share of the errors in each bin; those beyond the axis fall into the last. */
    static double[] shares(double[] errors, double end) {
        double[] shares = new double[BINS];
        for (double error : errors) {
            int bin = (int) Math.min(BINS - 1, Math.floor(error / end * BINS));
            shares[bin] += 1.0 / errors.length;
        }
        return shares;
    }

    /** The corners of the bars' outline, in per cent. */
    private static double[][] outline(double[] shares, double end) {
        double[] x = new double[2 * shares.length];
        double[] y = new double[2 * shares.length];
        for (int i = 0; i < shares.length; i++) {
            x[2 * i] = 100 * end * i / shares.length;
            x[2 * i + 1] = 100 * end * (i + 1) / shares.length;
            y[2 * i] = 100 * shares[i];
            y[2 * i + 1] = 100 * shares[i];
        }
        return new double[][] {x, y};
    }
}
