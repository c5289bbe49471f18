package io.lightmark.cascade;

import io.lightmark.picture.View;

/**
 * A square around the nose, its side a multiple of the distance between nose and left eye: the published crop in
 * continuous coordinates. What lies outside the picture is the resampling's border.
 *
 * @param nose index of the nose landmark
 * @param eye index of the left eye (left in the picture)
 * @param factor side divided by the distance
 */
public record NoseEyeCrop(int nose, int eye, double factor) implements CropPolicy {
    /** Five points (left eye, right eye, nose, mouth corners), four times the distance. */
    public static final NoseEyeCrop FIVE_POINTS = new NoseEyeCrop(2, 0, 4);

    static final String NAME = "nose-eye";

    public NoseEyeCrop {
        if (nose < 0 || eye < 0 || nose == eye || !(factor > 0) || !Double.isFinite(factor)) {
            throw new IllegalArgumentException("Expected two different landmarks and a positive factor, received "
                    + nose + ", " + eye + " and " + factor + ". Fix: use 2, 0 and 4 for five points.");
        }
    }

    @Override
    public View view(float[] points, int width, int height) {
        double x = points[2 * nose];
        double y = points[2 * nose + 1];
        double distance = Math.hypot(x - points[2 * eye], y - points[2 * eye + 1]);
        return SquareWindow.view(x, y, factor * distance, width, height);
    }

    @Override
    public int landmarks() {
        return Math.max(nose, eye) + 1;
    }

    @Override
    public String text() {
        return NAME + " " + nose + " " + eye + " " + factor;
    }
}
