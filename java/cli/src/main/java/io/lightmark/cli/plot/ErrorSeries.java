package io.lightmark.cli.plot;

import io.lightmark.metric.ErrorFigures;
import java.awt.Color;

/**
 * The errors of one level on a set of pictures.
 *
 * @param label for the legend, such as {@code level 1}
 * @param level counted from 1; decides the colour
 * @param normaliser name of what the errors are shares of
 * @param figures errors of at least one picture
 */
public record ErrorSeries(String label, int level, String normaliser, ErrorFigures figures) {
    public ErrorSeries {
        if (figures.used() == 0) {
            throw new IllegalArgumentException("Expected errors of at least one picture, received none."
                    + " Fix: plot evaluations that have pictures.");
        }
    }

    Color color() {
        return ChartLook.levelColor(level);
    }

    /** Share of the pictures in each bin from 0 to {@code end}; those beyond fall into the last; point −1 is the mean. */
    double[] shares(int point, int bins, double end) {
        int[] counts = figures.histogram(point, bins, end);
        double[] shares = new double[bins];
        for (int i = 0; i < bins; i++) {
            shares[i] = (double) counts[i] / figures.used();
        }
        return shares;
    }

    /** Mean error of a point, or over all for −1. */
    double mean(int point) {
        return point < 0 ? figures.mean() : figures.meanPerPoint().get(point);
    }
}
