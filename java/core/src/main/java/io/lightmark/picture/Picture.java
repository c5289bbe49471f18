package io.lightmark.picture;

import java.nio.ByteBuffer;

/**
 * A decoded picture: interleaved bytes blue, green, red, rows from the top, from the buffer's position on.
 *
 * @param pixels at least {@code 3 · width · height} bytes remaining; not moved by readers
 * @param width in pixels
 * @param height in pixels
 */
public record Picture(ByteBuffer pixels, int width, int height) {
    public Picture {
        if (width < 1 || height < 1 || 3L * width * height > pixels.remaining()) {
            throw new IllegalArgumentException("Expected a picture of at least 1x1 with 3 bytes per pixel, received "
                    + width + "x" + height + " with " + pixels.remaining()
                    + " bytes. Fix: decode to three channels (BGR) and pass its size.");
        }
    }

    /** A picture over an array. */
    public static Picture of(byte[] bgr, int width, int height) {
        return new Picture(ByteBuffer.wrap(bgr), width, height);
    }

    /** Bytes of all pixels. */
    public int bytes() {
        return Math.toIntExact(3L * width * height);
    }
}
