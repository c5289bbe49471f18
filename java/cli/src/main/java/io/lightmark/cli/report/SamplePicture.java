package io.lightmark.cli.report;

import io.lightmark.vision.image.Picture;

/**
 * A picture to show with its landmarks.
 *
 * @param rank why it is shown
 * @param name of the picture
 * @param error mean error over its points, as a share of the subject's normaliser
 * @param picture the face, cut out and small enough to show
 * @param truth true landmarks x₁, y₁, x₂, … in pixels of {@code picture}
 * @param predicted predicted landmarks in the same pixels; those that are not finite are not drawn
 */
public record SamplePicture(Rank rank, String name, double error, Picture picture, float[] truth, float[] predicted) {
    /** Where a picture stands among all, by its error. */
    public enum Rank {
        BEST("best"),
        MEDIAN("around the median"),
        WORST("worst");

        private final String words;

        Rank(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
