package io.lightmark.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Landmark errors of a set of pictures, as shares of the normalising length. The error of a picture is the mean over its
 * points (NME); the cumulative error distribution (CED) is over pictures.
 */
public final class ErrorFigures {
    private final double[] pictures;
    private final double[][] points;
    private final int skipped;
    private final int notFinite;

    private ErrorFigures(double[] pictures, double[][] points, int skipped, int notFinite) {
        this.pictures = pictures;
        this.points = points;
        this.skipped = skipped;
        this.notFinite = notFinite;
    }

    static ErrorFigures of(int pointCount, List<double[]> rows, int skipped, int notFinite) {
        double[] pictures = new double[rows.size()];
        double[][] points = new double[pointCount][rows.size()];
        for (int i = 0; i < rows.size(); i++) {
            double[] row = rows.get(i);
            pictures[i] = Arrays.stream(row).sum() / pointCount;
            for (int p = 0; p < pointCount; p++) {
                points[p][i] = row[p];
            }
        }
        Arrays.sort(pictures);
        for (double[] point : points) {
            Arrays.sort(point);
        }
        return new ErrorFigures(pictures, points, skipped, notFinite);
    }

    /** Pictures measured. */
    public int used() {
        return pictures.length;
    }

    /** Pictures without a length to divide by. */
    public int skipped() {
        return skipped;
    }

    /** Pictures with a predicted point that was not finite; they are measured, see {@link ErrorCollector}. */
    public int notFinite() {
        return notFinite;
    }

    /** Landmarks per picture. */
    public int points() {
        return points.length;
    }

    /** Mean error over pictures; NaN for none. */
    public double mean() {
        return mean(pictures);
    }

    /** Median error over pictures; NaN for none. */
    public double median() {
        return quantile(pictures, 0.5);
    }

    /** The error that a share {@code q} of the pictures does not exceed. */
    public double quantile(double q) {
        return quantile(pictures, q);
    }

    /** Mean error of each point. */
    public List<Double> meanPerPoint() {
        return Arrays.stream(points).map(ErrorFigures::mean).toList();
    }

    /** Median error of each point. */
    public List<Double> medianPerPoint() {
        return Arrays.stream(points).map(point -> quantile(point, 0.5)).toList();
    }

    /** Share of pictures whose error exceeds a threshold. */
    public double failureRate(double threshold) {
        return pictures.length == 0 ? Double.NaN : 1 - notAbove(threshold) / (double) pictures.length;
    }

    /** Area under the CED from 0 to a threshold, divided by the threshold: 1 when every error is 0. */
    public double areaUnderCurve(double threshold) {
        if (!(threshold > 0)) {
            throw new IllegalArgumentException(
                    "Expected a positive threshold, received " + threshold + ". Fix: use 0.08.");
        }
        double area = 0;
        for (double error : pictures) {
            area += Math.max(0, threshold - error);
        }
        return pictures.length == 0 ? Double.NaN : area / (threshold * pictures.length);
    }

    /**
     * Pictures per bin of equal width from 0 to {@code limit}; the last bin also takes everything beyond.
     *
     * @param point index of a landmark, or −1 for the mean over all
     */
    public int[] histogram(int point, int bins, double limit) {
        int[] counts = new int[bins];
        for (double error : point < 0 ? pictures : points[point]) {
            counts[(int) Math.min(bins - 1.0, Math.floor(error / limit * bins))]++;
        }
        return counts;
    }

    /** All pictures' errors in ascending order, the CED's x values. */
    public List<Double> sorted() {
        List<Double> list = new ArrayList<>(pictures.length);
        for (double error : pictures) {
            list.add(error);
        }
        return list;
    }

    private int notAbove(double threshold) {
        int count = 0;
        while (count < pictures.length && pictures[count] <= threshold) {
            count++;
        }
        return count;
    }

    private static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElse(Double.NaN);
    }

    /** Linear between the two nearest ranks. */
    private static double quantile(double[] sorted, double q) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double rank = Math.max(0, Math.min(1, q)) * (sorted.length - 1);
        int below = (int) Math.floor(rank);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
