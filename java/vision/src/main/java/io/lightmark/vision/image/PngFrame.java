package io.lightmark.vision.image;

import static io.lightmark.vision.image.Bytes.u32BigEndian;
import static io.lightmark.vision.image.Bytes.u8;

import io.lightmark.vision.report.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG file (ISO/IEC 15948) to its {@code IEND}, checks every checksum, and keeps only what
 * describes pixels. Text, colour profiles and animation never reach the decoder, which would print warnings about them.
 */
final class PngFrame {
    private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int SIGNATURE = 8;

    private final byte[] bytes;
    private final byte[] kept;
    private final List<PngPixels.Piece> data = new ArrayList<>();
    private int keptLength = SIGNATURE;

    private PngFrame(byte[] bytes) {
        this.bytes = bytes;
        this.kept = new byte[bytes.length];
        System.arraycopy(bytes, 0, kept, 0, SIGNATURE);
    }

    static CheckedFile check(byte[] bytes, long maxPixels) throws BadPictureException {
        PngFrame frame = new PngFrame(bytes);
        if (bytes.length >= SIGNATURE + 25) {
            CheckedFile.requireSize(u32BigEndian(bytes, 16), u32BigEndian(bytes, 20), maxPixels);
        }
        frame.walk();
        PngHeader header = PngHeader.read(bytes);
        frame.requirePalette(header);
        PngPixels.check(header, bytes, frame.data);
        return new CheckedFile(header.width(), header.height(), frame.kept, frame.keptLength);
    }

    private boolean palette;

    private void walk() throws BadPictureException {
        int at = SIGNATURE;
        String type;
        boolean dataEnded = false;
        do {
            if (at + 12L > bytes.length) {
                throw noEnd();
            }
            long length = u32BigEndian(bytes, at);
            if (length > bytes.length - at - 12L) {
                throw noEnd();
            }
            type = new String(bytes, at + 4, 4, StandardCharsets.ISO_8859_1);
            int size = (int) length;
            requireChecksum(type, at, size);
            if (at == SIGNATURE && (!type.equals("IHDR") || size != 13)) {
                throw BadPictureException.corrupt("a header chunk of 13 bytes first", type + " of " + size + " bytes");
            }
            if (type.equals("IDAT")) {
                if (dataEnded) {
                    throw BadPictureException.corrupt("picture data in one run", "a second run at byte " + at);
                }
                data.add(new PngPixels.Piece(at + 8, size));
            } else {
                dataEnded = !data.isEmpty();
                requireKnown(type, at, size);
            }
            if (KEPT.contains(type)) {
                System.arraycopy(bytes, at, kept, keptLength, size + 12);
                keptLength += size + 12;
            }
            at += size + 12;
        } while (!type.equals("IEND"));
        if (data.isEmpty()) {
            throw BadPictureException.corrupt("picture data before the end chunk", "none");
        }
    }

    private void requireChecksum(String type, int at, int size) throws BadPictureException {
        CRC32 sum = new CRC32();
        sum.update(bytes, at + 4, size + 4);
        if (sum.getValue() != u32BigEndian(bytes, at + 8 + size)) {
            throw BadPictureException.corrupt("a valid checksum of chunk " + printable(type), "another at byte " + at);
        }
    }

    /** A chunk with an upper-case first letter is critical: the picture cannot be shown without understanding it. */
    private void requireKnown(String type, int at, int size) throws BadPictureException {
        boolean critical = (u8(bytes, at + 4) & 0x20) == 0;
        if ((critical && !KEPT.contains(type)) || (type.equals("IHDR") && at != SIGNATURE)) {
            throw BadPictureException.corrupt("a known critical chunk", printable(type) + " at byte " + at);
        }
        if (type.equals("PLTE")) {
            if (palette || !data.isEmpty() || size == 0 || size % 3 != 0 || size > 768) {
                throw BadPictureException.corrupt("one palette of 1 to 256 colours", size + " bytes at byte " + at);
            }
            palette = true;
        }
    }

    private void requirePalette(PngHeader header) throws BadPictureException {
        if (header.colourType() == 3 && !palette) {
            throw BadPictureException.corrupt("a palette for palette colours", "none");
        }
    }

    private BadPictureException noEnd() {
        return new BadPictureException(
                Reason.TRUNCATED,
                "a PNG with an end chunk IEND",
                "the end of the file after " + bytes.length + " bytes without it",
                "copy or download the file again; it was cut off.");
    }

    private static String printable(String type) {
        return type.chars().allMatch(c -> c > 32 && c < 127) ? type : "of unprintable name";
    }
}
