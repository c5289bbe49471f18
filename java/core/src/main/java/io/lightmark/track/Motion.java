package io.lightmark.track;

import java.util.List;

/**
 * Landmarks of consecutive frames beside the true ones: how much they tremble, and how far they are behind. All frames
 * have the same number of landmarks and the same time between them.
 *
 * @param truth true landmarks x₁, y₁, x₂, … of each frame, in pixels
 * @param found landmarks found in the same frames
 */
public record Motion(List<float[]> truth, List<float[]> found) {
    /** White noise of unit deviation has a second difference of this deviation: {@code √(1 + 4 + 1)}. */
    private static final double SECOND_DIFFERENCE = Math.sqrt(6);

    public Motion {
        truth = List.copyOf(truth);
        found = List.copyOf(found);
        if (truth.size() != found.size() || truth.size() < 3) {
            throw new IllegalArgumentException("Expected true and found landmarks of at least 3 frames, received "
                    + truth.size() + " and " + found.size() + ". Fix: measure a longer sequence.");
        }
    }

    /**
     * Jitter: the root mean square distance in pixels by which white noise that trembles as the errors do would move a
     * landmark: √2·σ for noise of deviation σ in each coordinate. It is the root mean square of
     * the errors' second differences over time, {@code e(t+1) − 2·e(t) + e(t−1)}, each landmark's both coordinates taken
     * together, divided by √6. Errors that stay the same, or grow steadily, do not count.
     */
    public double jitter() {
        double sum = 0;
        long count = 0;
        for (int t = 1; t + 1 < truth.size(); t++) {
            for (int i = 0; i < truth.get(t).length; i++) {
                double second = error(t + 1, i) - 2 * error(t, i) + error(t - 1, i);
                sum += second * second;
                count++;
            }
        }
        return Math.sqrt(2 * sum / count) / SECOND_DIFFERENCE;
    }

    /**
     * How many frames these landmarks are behind others that were found in the same frames, in the mean: the factor {@code
     * k} for which {@code this ≈ other − k · velocity} fits best, the velocity being that of the true landmarks per frame.
     * NaN where nothing moves.
     */
    public double framesBehind(Motion other) {
        double product = 0;
        double square = 0;
        for (int t = 1; t + 1 < truth.size(); t++) {
            for (int i = 0; i < truth.get(t).length; i++) {
                double velocity = (truth.get(t + 1)[i] - truth.get(t - 1)[i]) / 2.0;
                product += velocity * (other.found.get(t)[i] - found.get(t)[i]);
                square += velocity * velocity;
            }
        }
        return square > 0 ? product / square : Double.NaN;
    }

    /** Mean distance of the landmarks from the true ones in pixels. */
    public double meanError() {
        double sum = 0;
        long count = 0;
        for (int t = 0; t < truth.size(); t++) {
            for (int i = 0; i < truth.get(t).length; i += 2) {
                sum += Math.hypot(error(t, i), error(t, i + 1));
                count++;
            }
        }
        return sum / count;
    }

    private double error(int frame, int coordinate) {
        return found.get(frame)[coordinate] - truth.get(frame)[coordinate];
    }
}
