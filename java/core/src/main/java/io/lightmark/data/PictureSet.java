package io.lightmark.data;

import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Annotated pictures, ready to be read by index: what training, evaluation and prediction take their samples from.
 *
 * <p>Pixels are three interleaved bytes in the order blue, green, red, rows from the top. Landmarks are in pixels of the
 * picture as stored; a whole number is the <em>centre</em> of a pixel, so the picture spans −½ to width − ½. Safe for
 * concurrent readers.
 */
public interface PictureSet extends AutoCloseable {
    /** Number of pictures. */
    int size();

    /** Landmarks per picture. */
    int points();

    /** Name for messages and result lists. */
    String name(int index);

    /** Which split the picture belongs to. */
    Split split(int index);

    int width(int index);

    int height(int index);

    /** Bytes of a picture: {@code 3 · width · height}. */
    default int bytes(int index) {
        return 3 * width(index) * height(index);
    }

    /** Puts a picture's pixels at the buffer's position and moves it on. */
    void pixels(int index, ByteBuffer target);

    /** The landmarks x₁, y₁, x₂, … in pixels, as a fresh array of {@code 2 · points()}. */
    float[] landmarks(int index);

    /**
     * Words for what is special about a face, such as {@code occlusion} or {@code smiling}, for figures on parts of a set;
     * empty where nothing is known.
     */
    default Set<String> attributes(int index) {
        return Set.of();
    }

    /**
     * A short text that identifies the contents, for provenance: a hash. Different contents differ in it; the same
     * contents seen through different views ({@link PictureSets}) may, too.
     */
    String fingerprint();

    @Override
    void close();
}
