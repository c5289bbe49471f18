package io.lightmark.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects normalised landmark errors picture by picture. Nothing is dropped silently: pictures without a length to
 * divide by are counted as skipped; a predicted point that is not finite counts as one whole length off, and is counted.
 * Not for several threads.
 */
public final class ErrorCollector {
    private static final double LOST = 1;

    private final int points;
    private final List<double[]> errors = new ArrayList<>();
    private int skipped;
    private int notFinite;

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
        if (!(length > 0) || !Double.isFinite(length)) {
            skipped++;
            return Double.NaN;
        }
        double[] row = new double[points];
        boolean finite = true;
        for (int p = 0; p < points; p++) {
            double distance = Math.hypot(
                    (double) predicted[2 * p] - truth[2 * p], (double) predicted[2 * p + 1] - truth[2 * p + 1]);
            finite &= Double.isFinite(distance);
            row[p] = Double.isFinite(distance) ? distance / length : LOST;
        }
        notFinite += finite ? 0 : 1;
        errors.add(row);
        return Arrays.stream(row).average().orElse(Double.NaN);
    }

    /** The figures of all pictures so far. */
    public ErrorFigures figures() {
        return ErrorFigures.of(points, errors, skipped, notFinite);
    }
}
