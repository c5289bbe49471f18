package io.lightmark.vision.image;

import static io.lightmark.vision.image.Bytes.u16BigEndian;
import static io.lightmark.vision.image.Bytes.u8;

/**
 * Walks the segments of a JPEG file (ITU-T T.81, annex B) from the start to its end marker {@code FF D9}.
 *
 * <p>Segments are skipped by their length, so the end marker of a thumbnail inside EXIF data does not count; inside the
 * coded data the marker cannot occur, so the first one found there is the end. Whatever follows it (zeros, a second
 * picture) is cut off. Decoders make a grey-filled picture of a file without an end marker and do not say so, which is
 * why this is checked first. What a walk cannot see is damage inside the coded data.
 */
final class JpegFrame {
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;

    private final byte[] bytes;
    private final long maxPixels;
    private int width;
    private int height;
    private boolean scanned;

    private JpegFrame(byte[] bytes, long maxPixels) {
        this.bytes = bytes;
        this.maxPixels = maxPixels;
    }

    static CheckedFile check(byte[] bytes, long maxPixels) throws BadPictureException {
        JpegFrame frame = new JpegFrame(bytes, maxPixels);
        int end = frame.walk();
        return new CheckedFile(frame.width, frame.height, bytes, end);
    }

    /** Returns the position after the end marker. */
    private int walk() throws BadPictureException {
        int at = 2;
        while (true) {
            if (at < bytes.length && u8(bytes, at) != 0xff) {
                throw BadPictureException.corrupt("a marker at byte " + at, "byte " + u8(bytes, at));
            }
            while (at < bytes.length && u8(bytes, at) == 0xff) {
                at++;
            }
            requireBytes(at, 1);
            int marker = u8(bytes, at++);
            if (marker == END_OF_IMAGE) {
                if (!scanned) {
                    throw BadPictureException.corrupt("picture data before the end marker", "none");
                }
                return at;
            }
            if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
                continue;
            }
            if (marker < 0xc0 || marker == 0xd8) {
                throw BadPictureException.corrupt("a segment marker at byte " + (at - 1), "code " + marker);
            }
            at = segment(marker, at);
        }
    }

    private int segment(int marker, int at) throws BadPictureException {
        requireBytes(at, 2);
        int length = u16BigEndian(bytes, at);
        if (length < 2) {
            throw BadPictureException.corrupt("a segment length of at least 2 at byte " + at, Integer.toString(length));
        }
        requireBytes(at, length);
        if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
            frameHeader(marker, at, length);
        }
        if (marker != START_OF_SCAN) {
            return at + length;
        }
        if (width == 0) {
            throw BadPictureException.corrupt("a frame header before the picture data", "none");
        }
        scanned = true;
        return afterCodedData(at + length);
    }

    private void frameHeader(int marker, int at, int length) throws BadPictureException {
        if (length < 8 || width != 0) {
            throw BadPictureException.corrupt("one frame header of at least 8 bytes", length + " bytes at byte " + at);
        }
        int precision = u8(bytes, at + 2);
        int components = u8(bytes, at + 7);
        if (marker > 0xc2 || precision != 8 || (components != 1 && components != 3 && components != 4)) {
            throw BadPictureException.unsupported(
                    "a baseline or progressive JPEG of 1, 3 or 4 components with 8 bits",
                    "process " + (marker - 0xc0) + " with " + components + " components of " + precision + " bits");
        }
        int rows = u16BigEndian(bytes, at + 3);
        int columns = u16BigEndian(bytes, at + 5);
        CheckedFile.requireSize(columns, rows, maxPixels);
        width = columns;
        height = rows;
    }

    /** The position of the marker that ends the coded data; stuffed zeros and restart markers belong to the data. */
    private int afterCodedData(int start) throws BadPictureException {
        for (int at = start; at + 1 < bytes.length; at++) {
            if (u8(bytes, at) == 0xff) {
                int next = u8(bytes, at + 1);
                if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) {
                    return at;
                }
            }
        }
        throw noEnd();
    }

    private void requireBytes(int at, int count) throws BadPictureException {
        if (at + count > bytes.length) {
            throw noEnd();
        }
    }

    private BadPictureException noEnd() {
        return BadPictureException.truncated(
                "a JPEG with the end marker FF D9", "the end of the file after " + bytes.length + " bytes without it");
    }
}
