package io.lightmark.vision.image;

import static io.lightmark.vision.image.Bytes.u32BigEndian;
import static io.lightmark.vision.image.Bytes.u8;

import java.util.Map;
import java.util.Set;

/** The header chunk of a PNG file; channels per pixel follow from the colour type. */
record PngHeader(int width, int height, int depth, int colourType, boolean interlaced) {
    private static final Map<Integer, Set<Integer>> DEPTHS = Map.of(
            0, Set.of(1, 2, 4, 8, 16), 2, Set.of(8, 16), 3, Set.of(1, 2, 4, 8), 4, Set.of(8, 16), 6, Set.of(8, 16));

    /** Reads the header of a file whose first chunk is known to be one. */
    static PngHeader read(byte[] bytes) throws BadPictureException {
        int depth = u8(bytes, 24);
        int type = u8(bytes, 25);
        int interlace = u8(bytes, 28);
        if (!DEPTHS.getOrDefault(type, Set.of()).contains(depth)) {
            throw BadPictureException.corrupt("a bit depth of PNG's table", depth + " bits for colour type " + type);
        }
        if (u8(bytes, 26) != 0 || u8(bytes, 27) != 0 || interlace > 1) {
            throw BadPictureException.corrupt(
                    "compression 0, filter 0 and interlace 0 or 1",
                    u8(bytes, 26) + ", " + u8(bytes, 27) + " and " + interlace);
        }
        return new PngHeader((int) u32BigEndian(bytes, 16), (int) u32BigEndian(bytes, 20), depth, type, interlace == 1);
    }

    int channels() {
        return switch (colourType) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    /** Bytes of a row of the given number of pixels, without its filter byte. */
    int rowBytes(int pixels) {
        return Math.toIntExact(((long) pixels * channels() * depth + 7) / 8);
    }
}
