package io.lightmark.track;

import java.util.ArrayList;
import java.util.List;

/**
 * Smooths landmarks over time, each coordinate by a {@link OneEuroFilter} of its own. Speeds are measured in sizes of the
 * object per second, its size being the mean of width and height of the box around its landmarks, so that the same
 * numbers fit faces near and far.
 */
public final class LandmarkSmoother {
    private final OneEuro options;
    private final List<OneEuroFilter> filters = new ArrayList<>();

    public LandmarkSmoother(OneEuro options) {
        this.options = options;
    }

    /**
     * The smoothed landmarks, as a fresh array.
     *
     * @param points x₁, y₁, x₂, … measured now, in pixels; as many every time
     * @param seconds since the measurement before; not above 0 gives the landmarks before again
     */
    public float[] smooth(float[] points, double seconds) {
        if (filters.isEmpty()) {
            for (int i = 0; i < points.length; i++) {
                filters.add(new OneEuroFilter(options));
            }
        }
        if (filters.size() != points.length) {
            throw new IllegalArgumentException("Expected " + filters.size() / 2 + " landmarks as before, received "
                    + points.length / 2 + ". Fix: use one smoother per model.");
        }
        double size = size(points);
        float[] smoothed = new float[points.length];
        for (int i = 0; i < points.length; i++) {
            smoothed[i] = (float) filters.get(i).filter(points[i], seconds, size);
        }
        return smoothed;
    }

    /** Forgets everything: the next landmarks pass as they are. */
    public void reset() {
        filters.forEach(OneEuroFilter::reset);
    }

    /** Mean of width and height of the box around the landmarks; 0 where none is a number. */
    static double size(float[] points) {
        double size = 0;
        for (int axis = 0; axis < 2; axis++) {
            double least = Double.POSITIVE_INFINITY;
            double greatest = Double.NEGATIVE_INFINITY;
            for (int i = axis; i < points.length; i += 2) {
                if (Float.isFinite(points[i])) {
                    least = Math.min(least, points[i]);
                    greatest = Math.max(greatest, points[i]);
                }
            }
            size += Math.max(0, greatest - least) / 2;
        }
        return size;
    }
}
