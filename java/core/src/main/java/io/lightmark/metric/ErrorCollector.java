package io.lightmark.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects landmark errors picture by picture. Nothing is dropped silently: pictures without a length to divide by are
 * counted as skipped; a predicted point that is not finite counts as one whole length off, and is counted. Not for
 * several threads.
 */
public final class ErrorCollector {
    private final int points;
    private final List<double[]> distances = new ArrayList<>();
    private final List<Double> lengths = new ArrayList<>();

    public ErrorCollector(int points) {
        this.points = points;
    }

    /**
     * Adds one picture.
     *
     * @param predicted x₁, y₁, x₂, … in pixels
     * @param truth the same for the true landmarks
     * @param length what to divide by, see {@link Normaliser}
     * @return the mean error over the points, or NaN when the picture is skipped
     */
    public double add(float[] predicted, float[] truth, double length) {
        if (predicted.length != 2 * points || truth.length != 2 * points) {
            throw new IllegalArgumentException(
                    "Expected " + points + " points, received " + predicted.length / 2 + " predicted and "
                            + truth.length / 2 + " true ones. Fix: use the model for this kind of landmarks.");
        }
        double[] row = new double[points];
        for (int p = 0; p < points; p++) {
            row[p] = Math.hypot(
                    (double) predicted[2 * p] - truth[2 * p], (double) predicted[2 * p + 1] - truth[2 * p + 1]);
        }
        distances.add(row);
        lengths.add(length);
        return PictureErrors.mean(row, length);
    }

    /** The figures of all pictures so far, by the lengths that they were added with. */
    public ErrorFigures figures() {
        return figures(lengths.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * The figures of all pictures so far, by other lengths.
     *
     * @param others one per picture, in the order they were added
     */
    public ErrorFigures figures(double[] others) {
        return ErrorFigures.of(points, distances.toArray(double[][]::new), others);
    }
}
