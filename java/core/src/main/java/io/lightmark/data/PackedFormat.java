package io.lightmark.data;

import java.util.regex.Pattern;

/**
 * The names inside a packed dataset, a safetensors file. Tensors: {@code pixels} U8 [bytes], all pictures one behind the
 * other (HWC, blue, green, red); {@code sizes} I32 [n,2], height and width; {@code offsets} I64 [n], a picture's first
 * byte in {@code pixels}; {@code landmarks} F32 [n,points,2] in pixels; {@code splits} U8 [n], codes of {@link Split};
 * {@code names} U8 [bytes], UTF-8, each name ended by a line feed; and, where a picture has attributes, {@code attributes}
 * U8 [bytes], ASCII, per picture its attributes in order with commas between them, ended by a line feed.
 */
final class PackedFormat {
    static final String FORMAT = "lightmark.pictures";
    static final String VERSION = "1";
    static final String CHANNELS = "bgr";

    static final String PIXELS = "pixels";
    static final String SIZES = "sizes";
    static final String OFFSETS = "offsets";
    static final String LANDMARKS = "landmarks";
    static final String SPLITS = "splits";
    static final String NAMES = "names";
    static final String ATTRIBUTES = "attributes";

    static final String FORMAT_KEY = "format";
    static final String VERSION_KEY = "version";
    static final String CHANNELS_KEY = "channels";

    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z0-9-]+");

    private PackedFormat() {}

    /** The metadata key of a tensor's SHA-256. */
    static String sha256Key(String tensor) {
        return "sha256." + tensor;
    }

    /** A name that can stand in the list of names. */
    static boolean isName(String name) {
        return !name.isEmpty() && name.chars().noneMatch(c -> c < 32 || c == 127);
    }

    /** A word that can stand in the list of attributes. */
    static boolean isAttribute(String word) {
        return ATTRIBUTE.matcher(word).matches();
    }
}
