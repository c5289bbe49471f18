package io.lightmark.cascade;

import io.lightmark.landmark.LandmarkLayout;
import io.lightmark.picture.View;

/**
 * A square around all landmarks, turned so that the face is upright in it: what a further level needs not learn again.
 * The face's horizontal is the sum of the vectors from every landmark in the left half of the face to its mirror image,
 * which all landmarks share in, so that one of them being off hardly turns the square. Landmarks of no known layout give
 * an upright square, as {@link SpreadCrop} does.
 *
 * @param margin added on each side, as a share of the longer side of the landmarks' box in the turned square
 */
public record UprightCrop(double margin) implements CropPolicy {
    static final String NAME = "upright";

    public UprightCrop {
        if (!(margin >= 0) || !Double.isFinite(margin)) {
            throw new IllegalArgumentException(
                    "Expected a margin of at least 0, received " + margin + ". Fix: use 0.15.");
        }
    }

    @Override
    public View view(float[] points, int width, int height) {
        return SquareWindow.around(points, margin, angle(points), width, height);
    }

    /** The angle in radians by which the face is turned in the picture; 0 where it cannot be told. */
    private static double angle(float[] points) {
        LandmarkLayout layout = LandmarkLayout.of(points.length / 2).orElse(null);
        if (layout == null) {
            return 0;
        }
        double x = 0;
        double y = 0;
        for (int i = 0; i < layout.points(); i++) {
            int image = layout.mirrored().get(i);
            if (i < image) {
                x += (double) points[2 * image] - points[2 * i];
                y += (double) points[2 * image + 1] - points[2 * i + 1];
            }
        }
        double angle = Math.atan2(y, x);
        return Double.isFinite(angle) ? angle : 0;
    }

    @Override
    public int landmarks() {
        return 2;
    }

    @Override
    public String text() {
        return NAME + " " + margin;
    }
}
