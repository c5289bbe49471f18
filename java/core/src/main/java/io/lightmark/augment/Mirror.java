package io.lightmark.augment;

import io.lightmark.landmark.LandmarkLayout;
import java.util.List;

/**
 * The order that landmarks have after a picture is mirrored.
 *
 * @param images for each landmark the index of its mirror image
 */
public record Mirror(List<Integer> images) {
    public Mirror {
        images = List.copyOf(images);
    }

    /**
     * The order of a known kind of landmarks.
     *
     * @throws IllegalArgumentException if the kind is not known
     */
    public static Mirror of(int points) {
        return new Mirror(LandmarkLayout.of(points)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected landmarks whose mirror images are known to flip pictures, received " + points
                                + " points. Fix: use a recipe without flips, Augmentation.withoutFlip()."))
                .mirrored());
    }

    /** Landmarks x₁, y₁, x₂, … of a mirrored picture in their usual order. */
    public float[] reorder(float[] points) {
        float[] result = new float[points.length];
        for (int i = 0; i < images.size(); i++) {
            int image = images.get(i);
            result[2 * i] = points[2 * image];
            result[2 * i + 1] = points[2 * image + 1];
        }
        return result;
    }
}
