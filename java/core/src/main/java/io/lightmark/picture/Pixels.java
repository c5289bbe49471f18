package io.lightmark.picture;

import java.nio.ByteBuffer;

/**
 * The pixels of a decoded picture, where they lie: interleaved bytes blue, green, red, rows from the top, from the buffer's position on.
 *
 * @param buffer at least {@code 3 · width · height} bytes remaining; not moved by readers
 * @param width in pixels
 * @param height in pixels
 */
public record Pixels(ByteBuffer buffer, int width, int height) {
    public Pixels {
        if (width < 1 || height < 1 || 3L * width * height > buffer.remaining()) {
            throw new IllegalArgumentException("Expected a picture of at least 1x1 with 3 bytes per pixel, received "
                    + width + "x" + height + " with " + buffer.remaining()
                    + " bytes. Fix: decode to three channels (BGR) and pass its size.");
        }
    }

    /** Pixels in an array. */
    public static Pixels of(byte[] bgr, int width, int height) {
        return new Pixels(ByteBuffer.wrap(bgr), width, height);
    }

    /** Bytes of all pixels. */
    public int bytes() {
        return Math.toIntExact(3L * width * height);
    }
}
