package io.lightmark.cascade;

import io.lightmark.picture.PublishedView;
import io.lightmark.picture.View;

/**
 * The published second level's crop, its integer arithmetic bit for bit: a square of whole pixels around the rounded
 * nose, two eye distances to each side, rounded half to even; the start clamped to 0 and the end to the size; the slice
 * includes its end, the label size does not. Source: Yu Tingsong, "cascaded_mobilenet-v2", 2018, {@code crop_img}.
 *
 * @param nose index of the nose landmark
 * @param eye index of the left eye
 */
public record CompatCrop(int nose, int eye) implements CropPolicy {
    /** Five points. */
    public static final CompatCrop FIVE_POINTS = new CompatCrop(2, 0);

    static final String NAME = "compat-nose-eye";

    @Override
    public View view(float[] points, int width, int height) {
        double x = Math.rint(points[2 * nose]);
        double y = Math.rint(points[2 * nose + 1]);
        double distance = Math.hypot(x - Math.rint(points[2 * eye]), y - Math.rint(points[2 * eye + 1]));
        double reach = 2 * distance;
        double wantedLeft = Math.rint(x - reach);
        double wantedTop = Math.rint(y - reach);
        double wantedRight = Math.rint(x + reach);
        double wantedBottom = Math.rint(y + reach);
        double left = Math.max(0, wantedLeft);
        double top = Math.max(0, wantedTop);
        double right = Math.min(width, wantedRight);
        double bottom = Math.min(height, wantedBottom);
        boolean usable = distance > 0 && left < Math.min(right, width) && top < Math.min(bottom, height);
        if (!usable) {
            return PublishedView.whole(width, height, View.Quality.REPLACED);
        }
        boolean whole = left == wantedLeft && top == wantedTop && right == wantedRight && bottom == wantedBottom;
        return new PublishedView(
                (int) left,
                (int) top,
                (int) (Math.min(right + 1, width) - left),
                (int) (Math.min(bottom + 1, height) - top),
                (int) (right - left),
                (int) (bottom - top),
                whole ? View.Quality.GOOD : View.Quality.CLAMPED);
    }

    @Override
    public int landmarks() {
        return Math.max(nose, eye) + 1;
    }

    @Override
    public String text() {
        return NAME + " " + nose + " " + eye;
    }
}
