package io.lightmark.cli.plot;

import java.awt.Color;
import java.util.Arrays;

/**
 * The errors of one level on a set of pictures.
 *
 * @param label for the legend, such as {@code level 1}
 * @param level counted from 1; decides the colour
 * @param byPoint error of each point on each picture, {@code [point][picture]}, as a share of the picture's diagonal
 */
public record ErrorSeries(String label, int level, double[][] byPoint) {
    public ErrorSeries {
        if (byPoint.length == 0 || byPoint[0].length == 0) {
            throw new IllegalArgumentException("Expected errors of at least one point on one picture, received none."
                    + " Fix: plot evaluations that have pictures.");
        }
        for (double[] errors : byPoint) {
            if (errors.length != byPoint[0].length) {
                throw new IllegalArgumentException("Expected an error of every point on each of " + byPoint[0].length
                        + " pictures, received " + errors.length + ". Fix: pass all of them.");
            }
        }
    }

    /** Number of points. */
    public int points() {
        return byPoint.length;
    }

    /** Mean over the points for each picture, ascending. */
    double[] sortedPictureMeans() {
        double[] means = new double[byPoint[0].length];
        for (int i = 0; i < means.length; i++) {
            for (double[] errors : byPoint) {
                means[i] += errors[i] / byPoint.length;
            }
        }
        Arrays.sort(means);
        return means;
    }

    Color color() {
        return ChartLook.levelColor(level);
    }

    /** The value that a share of all points' errors stays below; the largest of several series bounds an axis. */
    double quantile(double share) {
        double[] all = Arrays.stream(byPoint).flatMapToDouble(Arrays::stream).sorted().toArray();
        return all[(int) Math.min(all.length - 1, Math.floor(share * all.length))];
    }
}
