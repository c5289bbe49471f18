package io.lightmark.landmark;

import java.util.List;

/**
 * A length on a face: from the mean of some landmarks to the mean of others, such as from one eye's outer corner to the
 * other's.
 *
 * @param from indices of landmarks, at least one
 * @param to indices of landmarks, at least one
 */
public record LandmarkSpan(List<Integer> from, List<Integer> to) {
    public LandmarkSpan {
        from = List.copyOf(from);
        to = List.copyOf(to);
        if (from.isEmpty() || to.isEmpty()) {
            throw new IllegalArgumentException("Expected landmarks at both ends, received " + from + " and " + to
                    + ". Fix: name at least one each.");
        }
    }

    /** From one landmark to another. */
    static LandmarkSpan between(int from, int to) {
        return new LandmarkSpan(List.of(from), List.of(to));
    }

    /**
     * The length in pixels.
     *
     * @param landmarks x₁, y₁, x₂, … in pixels
     */
    public double length(float[] landmarks) {
        return Math.hypot(
                mean(landmarks, to, 0) - mean(landmarks, from, 0), mean(landmarks, to, 1) - mean(landmarks, from, 1));
    }

    private static double mean(float[] landmarks, List<Integer> indices, int axis) {
        double sum = 0;
        for (int index : indices) {
            sum += landmarks[2 * index + axis];
        }
        return sum / indices.size();
    }
}
