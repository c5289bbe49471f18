package io.lightmark.cli.report;

import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureScaler;

/**
 * A square cut out of a picture around a face, with a margin, scaled to a side for display. What lies outside the
 * picture is not shown: the square is moved and limited to meet it.
 *
 * @param picture the face
 * @param left of the square in the whole picture
 * @param top of it
 * @param scaleX columns of {@code picture} per column of the whole picture
 * @param scaleY rows of it per row of the whole picture
 */
record FaceCut(Picture picture, int left, int top, double scaleX, double scaleY) {
    private static final double MARGIN = 0.35;

    /** The cut around landmarks x₁, y₁, x₂, … */
    static FaceCut of(Picture whole, float[] landmarks, int side) {
        double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] greatest = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int i = 0; i < landmarks.length; i++) {
            least[i % 2] = Math.min(least[i % 2], landmarks[i]);
            greatest[i % 2] = Math.max(greatest[i % 2], landmarks[i]);
        }
        double spread = Math.max(greatest[0] - least[0], greatest[1] - least[1]);
        double reach = Math.max(4, spread * (0.5 + MARGIN));
        int left = within(Math.floor((least[0] + greatest[0]) / 2 - reach), whole.width());
        int right = within(Math.ceil((least[0] + greatest[0]) / 2 + reach), whole.width());
        int top = within(Math.floor((least[1] + greatest[1]) / 2 - reach), whole.height());
        int bottom = within(Math.ceil((least[1] + greatest[1]) / 2 + reach), whole.height());
        Picture cut = cut(whole, left, top, right - left + 1, bottom - top + 1);
        double scale = (double) side / Math.max(cut.width(), cut.height());
        Picture scaled = PictureScaler.resize(cut, Math.max(1, (int) Math.round(cut.width() * scale)), Math.max(1, (int)
                Math.round(cut.height() * scale)));
        return new FaceCut(
                scaled, left, top, (double) scaled.width() / cut.width(), (double) scaled.height() / cut.height());
    }

    /** Landmarks of the whole picture in pixels of the cut; a whole number is the centre of a pixel in both. */
    float[] move(float[] landmarks) {
        float[] moved = new float[landmarks.length];
        for (int i = 0; i < landmarks.length; i += 2) {
            moved[i] = (float) ((landmarks[i] - left + 0.5) * scaleX - 0.5);
            moved[i + 1] = (float) ((landmarks[i + 1] - top + 0.5) * scaleY - 0.5);
        }
        return moved;
    }

    private static Picture cut(Picture whole, int left, int top, int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        for (int row = 0; row < height; row++) {
            System.arraycopy(whole.bgr(), 3 * ((top + row) * whole.width() + left), bgr, 3 * row * width, 3 * width);
        }
        return new Picture(width, height, bgr);
    }

    private static int within(double pixel, int size) {
        return (int) Math.max(0, Math.min(size - 1.0, pixel));
    }
}
