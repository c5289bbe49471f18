package io.lightmark.vision.annotation;

import io.lightmark.vision.image.Picture;
import io.lightmark.vision.report.Reason;
import io.lightmark.vision.report.Rejected;
import java.util.Arrays;
import java.util.Optional;

/**
 * A face cut out of its photo, with its landmarks moved along.
 *
 * @param picture the crop
 * @param landmarks x₁, y₁, x₂, … in pixels of the crop
 */
record CroppedFace(Picture picture, float[] landmarks) {
    /** Longest side of a crop in longer sides of its photo: where it is larger, the box is no face's. */
    private static final int LARGEST = 16;

    /** Where the crop is: its upper left pixel in the photo, which may lie outside, and its size. */
    private record Window(int left, int top, int width, int height) {
        Window within(Picture photo) {
            int right = Math.min(left + width, photo.width());
            int bottom = Math.min(top + height, photo.height());
            return new Window(
                    Math.max(left, 0), Math.max(top, 0), right - Math.max(left, 0), bottom - Math.max(top, 0));
        }

        boolean isEmpty() {
            return width < 1 || height < 1;
        }
    }

    /** Why a face cannot be cut out of a photo; empty if it can. */
    static Optional<Rejected> obstacle(Photo photo, Picture stored, FaceCrop crop) {
        if (crop.around() == FaceCrop.Around.BOX
                && photo.box().filter(Box::hasArea).isEmpty()) {
            return Optional.of(new Rejected(photo.name(), Reason.UNUSABLE_BOX, "none, or none with an area"));
        }
        double longest = (double) LARGEST * Math.max(stored.width(), stored.height());
        boolean huge = side(box(photo, crop), crop) > longest;
        if (huge || window(photo, crop).within(stored).isEmpty()) {
            String detail = Arrays.toString(box(photo, crop)) + " in " + stored.width() + "x" + stored.height();
            return Optional.of(new Rejected(photo.name(), Reason.UNUSABLE_BOX, "x, y, width, height " + detail));
        }
        return Optional.empty();
    }

    /** Cuts out a face that has no {@link #obstacle}. */
    static CroppedFace of(Photo photo, Picture stored, FaceCrop crop) {
        Window square = window(photo, crop);
        Window inside = square.within(stored);
        Window kept = crop.border() ? square : inside;
        byte[] pixels = new byte[3 * kept.width() * kept.height()];
        for (int row = 0; row < inside.height(); row++) {
            int from = 3 * ((inside.top() + row) * stored.width() + inside.left());
            int to = 3 * ((inside.top() - kept.top() + row) * kept.width() + inside.left() - kept.left());
            System.arraycopy(stored.bgr(), from, pixels, to, 3 * inside.width());
        }
        float[] moved = photo.landmarks().clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] -= i % 2 == 0 ? kept.left() : kept.top();
        }
        return new CroppedFace(new Picture(kept.width(), kept.height(), pixels), moved);
    }

    private static Window window(Photo photo, FaceCrop crop) {
        double[] box = box(photo, crop);
        int side = (int) Math.max(1, Math.round(side(box, crop)));
        int left = (int) Math.round(box[0] + (box[2] - side) / 2);
        int top = (int) Math.round(box[1] + (box[3] - side) / 2);
        return new Window(left, top, side, side);
    }

    private static double side(double[] box, FaceCrop crop) {
        return Math.max(box[2], box[3]) * (1 + 2 * crop.margin());
    }

    /** x, y, width and height in pixels; a box around points takes half a pixel more on every side. */
    private static double[] box(Photo photo, FaceCrop crop) {
        if (crop.around() == FaceCrop.Around.BOX) {
            Box box = photo.box().orElseThrow();
            return new double[] {box.x(), box.y(), box.width(), box.height()};
        }
        float[] marks = photo.landmarks();
        double[] low = {marks[0], marks[1]};
        double[] high = {marks[0], marks[1]};
        for (int i = 0; i < marks.length; i++) {
            low[i % 2] = Math.min(low[i % 2], marks[i]);
            high[i % 2] = Math.max(high[i % 2], marks[i]);
        }
        return new double[] {low[0], low[1], high[0] - low[0] + 1, high[1] - low[1] + 1};
    }
}
