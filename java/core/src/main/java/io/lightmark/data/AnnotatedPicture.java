package io.lightmark.data;

import java.util.Set;

/**
 * One picture with its landmarks, in memory.
 *
 * @param name for messages and result lists
 * @param split the part of the dataset it belongs to
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param bgr {@code 3 · width · height} bytes, blue, green, red, rows from the top; shared, not copied
 * @param landmarks x₁, y₁, x₂, … in pixels, finite; shared, not copied
 * @param attributes words for what is special about the face, such as {@code occlusion}: letters, digits and {@code -}
 */
public record AnnotatedPicture(
        String name, Split split, int width, int height, byte[] bgr, float[] landmarks, Set<String> attributes) {
    public AnnotatedPicture {
        attributes = Set.copyOf(attributes);
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
        for (String attribute : attributes) {
            if (!isAttribute(attribute)) {
                throw new IllegalArgumentException("Expected attributes of letters, digits and '-', received '"
                        + attribute + "' (" + name + "). Fix: rename it.");
            }
        }
    }

    /** A picture without attributes. */
    public AnnotatedPicture(String name, Split split, int width, int height, byte[] bgr, float[] landmarks) {
        this(name, split, width, height, bgr, landmarks, Set.of());
    }

    /** Whether a word can be an attribute: letters, digits and {@code -}. */
    public static boolean isAttribute(String word) {
        return PackedFormat.isAttribute(word);
    }

    /** Number of landmarks. */
    public int points() {
        return landmarks.length / 2;
    }
}
