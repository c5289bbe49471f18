package io.lightmark.vision.draw;

/**
 * Landmarks to draw.
 *
 * @param ink whose they are
 * @param points x₁, y₁, x₂, … in pixels of the picture; points outside it are drawn where the picture's cell allows
 */
public record Marks(Ink ink, float[] points) {
    public Marks {
        if (points.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "Expected x and y of every point, received " + points.length + " numbers. Fix: pass pairs.");
        }
    }
}
