package io.lightmark.cascade;

import io.lightmark.picture.Frame;
import io.lightmark.picture.FrameView;
import io.lightmark.picture.View;

/** Turns any centre and side into a square that has pixels to show. */
final class SquareWindow {
    private static final double SMALLEST_SIDE = 2;
    private static final double LARGEST_SHARE = 4;

    private SquareWindow() {}

    static View view(double x, double y, double side, int width, int height) {
        return turned(x, y, side, 0, width, height);
    }

    /**
     * A square around all landmarks: centred on their box, its side the longer side of that box and a margin on both
     * sides.
     *
     * @param margin as a share of the box's longer side
     * @param angle in radians, by which box and square are turned, clockwise in the picture
     */
    static View around(float[] points, double margin, double angle, int width, int height) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < points.length; i += 2) {
            double along = cos * points[i] + sin * points[i + 1];
            double down = cos * points[i + 1] - sin * points[i];
            left = Math.min(left, along);
            right = Math.max(right, along);
            top = Math.min(top, down);
            bottom = Math.max(bottom, down);
        }
        double along = (left + right) / 2;
        double down = (top + bottom) / 2;
        double side = Math.max(right - left, bottom - top) * (1 + 2 * margin);
        return turned(cos * along - sin * down, sin * along + cos * down, side, angle, width, height);
    }

    /** The square turned about its centre by an angle in radians, clockwise in the picture. */
    static View turned(double x, double y, double side, double angle, int width, int height) {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(side) || side <= 0) {
            return new FrameView(Frame.whole(width, height), View.Quality.REPLACED);
        }
        double centreX = Math.max(0, Math.min(width - 1.0, x));
        double centreY = Math.max(0, Math.min(height - 1.0, y));
        double limited = Math.max(SMALLEST_SIDE, Math.min(LARGEST_SHARE * Math.max(width, height), side));
        boolean same = centreX == x && centreY == y && limited == side;
        Frame square = Frame.square(centreX, centreY, limited);
        return new FrameView(
                angle == 0 ? square : square.turned(angle), same ? View.Quality.GOOD : View.Quality.CLAMPED);
    }
}
