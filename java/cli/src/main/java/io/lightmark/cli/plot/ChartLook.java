package io.lightmark.cli.plot;

import io.lightmark.cli.output.AtomicFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all charts share: fonts, colours, lines, and how they become a PNG file. Needs no display. */
final class ChartLook {
    private static final int LEFT_MARGIN = 64;
    private static final int MOST_LABELS = 10;
    private static final Color INK = new Color(0x222222);
    private static final Color GRID = new Color(0xe4e4e4);
    private static final Color[] LEVELS = {new Color(0xd62728), new Color(0x1f5fc4), new Color(0x7b3fb0)};

    private ChartLook() {}

    /** Level 1 is red, level 2 blue, as on the contact sheet; further levels are violet. */
    static Color levelColor(int level) {
        return LEVELS[Math.min(level, LEVELS.length) - 1];
    }

    static Color faint(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    static XYChart chart(int width, int height, String title, String x, String y) {
        System.setProperty("java.awt.headless", "true");
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        chart.getStyler().setLocale(Locale.ROOT);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotBorderVisible(false);
        chart.getStyler().setChartFontColor(INK);
        chart.getStyler().setChartTitleBoxVisible(false);
        chart.getStyler().setChartTitleFont(font(Font.BOLD, 15));
        chart.getStyler().setChartPadding(12);
        chart.getStyler().setLegendFont(font(Font.PLAIN, 13));
        chart.getStyler().setLegendBorderColor(GRID);
        chart.getStyler().setLegendBackgroundColor(new Color(255, 255, 255, 225));
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        chart.getStyler().setAxisTitleFont(font(Font.PLAIN, 13));
        chart.getStyler().setAxisTickLabelsFont(font(Font.PLAIN, 12));
        chart.getStyler().setPlotGridLinesColor(GRID);
        chart.getStyler().setPlotGridLinesStroke(new BasicStroke(1));
        chart.getStyler().setPlotContentSize(1.0);
        chart.getStyler().setYAxisLeftWidthHint(LEFT_MARGIN);
        chart.getStyler().setXAxisMaxLabelCount(MOST_LABELS);
        chart.getStyler().setAntiAlias(true);
        return chart;
    }

    static XYSeries line(XYChart chart, String name, double[] x, double[] y, Color color, float width) {
        XYSeries series = chart.addSeries(name, x, y);
        series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        series.setMarker(SeriesMarkers.NONE);
        series.setMarkerColor(color);
        return series;
    }

    /** Writes charts of one size, row by row; places left over in the last row stay white. */
    static void save(Path file, List<XYChart> charts, int columns) {
        int width = charts.get(0).getWidth();
        int height = charts.get(0).getHeight();
        int rows = (charts.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(width * columns, height * rows, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < charts.size(); i++) {
            BufferedImage drawn = BitmapEncoder.getBufferedImage(charts.get(i));
            graphics.drawImage(drawn, i % columns * width, i / columns * height, null);
        }
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(sheet, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected charts to become a PNG picture, received " + e, e);
        }
        AtomicFile.write(file, png.toByteArray());
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
