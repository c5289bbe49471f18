package io.lightmark.vision.image;

import static io.lightmark.vision.image.Bytes.u16LittleEndian;
import static io.lightmark.vision.image.Bytes.u32LittleEndian;

/** Checks that an uncompressed Windows bitmap holds as many rows as its header says. */
final class BmpFrame {
    private static final int SMALLEST = 54;

    private BmpFrame() {}

    static CheckedFile check(byte[] bytes, long maxPixels) throws BadPictureException {
        if (bytes.length < SMALLEST) {
            throw BadPictureException.truncated("a bitmap header of 54 bytes", bytes.length + " bytes");
        }
        long start = u32LittleEndian(bytes, 10);
        long headerSize = u32LittleEndian(bytes, 14);
        int columns = (int) u32LittleEndian(bytes, 18);
        int rows = (int) u32LittleEndian(bytes, 22);
        int bits = u16LittleEndian(bytes, 28);
        long compression = u32LittleEndian(bytes, 30);
        boolean plain = (compression == 0 && (bits == 8 || bits == 24 || bits == 32))
                || (compression == 3 && (bits == 16 || bits == 32));
        if (headerSize < 40 || headerSize > 124 || !plain) {
            throw BadPictureException.unsupported(
                    "an uncompressed bitmap of 8, 24 or 32 bits",
                    bits + " bits with compression " + compression + " and a header of " + headerSize + " bytes");
        }
        if (columns < 0 || rows == Integer.MIN_VALUE) {
            throw BadPictureException.corrupt("a width and height", columns + "x" + rows);
        }
        int height = Math.abs(rows);
        CheckedFile.requireSize(columns, height, maxPixels);
        long rowBytes = ((long) columns * bits + 31) / 32 * 4;
        if (start < 14 + headerSize || start + rowBytes * height > bytes.length) {
            throw BadPictureException.truncated(
                    "a bitmap with " + rowBytes * height + " bytes of pixels from byte " + start,
                    "a file of " + bytes.length + " bytes");
        }
        return new CheckedFile(columns, height, bytes, bytes.length);
    }
}
