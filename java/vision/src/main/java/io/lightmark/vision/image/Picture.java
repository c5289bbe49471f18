package io.lightmark.vision.image;

import io.lightmark.picture.Pixels;

/**
 * A decoded picture: interleaved bytes in the order blue, green, red, rows from the top (HWC).
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param bgr {@code 3 · width · height} bytes; shared, not copied: whoever passes an array hands it over
 */
public record Picture(int width, int height, byte[] bgr) {
    public Picture {
        if (width < 1 || height < 1 || bgr.length != 3L * width * height) {
            throw new IllegalArgumentException("Expected width and height of at least 1 and 3·width·height bytes,"
                    + " received " + width + "x" + height + " with " + bgr.length
                    + " bytes. Fix: pass interleaved blue, green, red bytes of the whole picture.");
        }
    }

    /** The same pixels as predictors take them; nothing is copied. */
    public Pixels pixels() {
        return Pixels.of(bgr, width, height);
    }

    /** One channel of one pixel, 0 to 255; channel 0 is blue. */
    public int at(int column, int row, int channel) {
        return bgr[3 * (row * width + column) + channel] & 0xff;
    }

    /** The length of the diagonal in pixels, {@code √(width² + height²)}. */
    public double diagonal() {
        return Math.hypot(width, height);
    }
}
