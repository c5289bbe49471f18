package io.lightmark.data;

/**
 * One picture with its landmarks, in memory.
 *
 * @param name for messages and result lists
 * @param split the part of the dataset it belongs to
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param bgr {@code 3 · width · height} bytes, blue, green, red, rows from the top; shared, not copied
 * @param landmarks x₁, y₁, x₂, … in pixels, finite; shared, not copied
 */
public record AnnotatedPicture(String name, Split split, int width, int height, byte[] bgr, float[] landmarks) {
    public AnnotatedPicture {
        if (width < 1 || height < 1 || bgr.length != 3L * width * height) {
            throw new IllegalArgumentException("Expected 3·width·height bytes of a picture, received " + bgr.length
                    + " for " + width + "x" + height + " (" + name + "). Fix: pass all pixels.");
        }
        if (landmarks.length == 0 || landmarks.length % 2 != 0) {
            throw new IllegalArgumentException("Expected x and y of at least one landmark, received " + landmarks.length
                    + " numbers (" + name + "). Fix: pass x1, y1, x2, ….");
        }
        for (float value : landmarks) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("Expected finite landmarks, received " + value + " (" + name
                        + "). Fix: leave such pictures out.");
            }
        }
    }

    /** Number of landmarks. */
    public int points() {
        return landmarks.length / 2;
    }
}
