package io.lightmark.vision.annotation;

import io.lightmark.data.Split;
import java.util.Optional;
import java.util.Set;

/**
 * What an annotation source says about one face.
 *
 * @param name for messages and result lists: the picture's, with {@code #2}, {@code #3}, … behind it for further faces of
 *     the same picture
 * @param picture the file, relative to the source's picture folder, with {@code /} between folders
 * @param landmarks x₁, y₁, x₂, … in pixels of the stored picture; a whole number is the centre of a pixel
 * @param split TRAIN where the source has no splits
 * @param box the face box, where there is one
 * @param attributes words for what is special about the face, such as {@code occlusion}
 */
public record Photo(
        String name, String picture, float[] landmarks, Split split, Optional<Box> box, Set<String> attributes) {
    public Photo {
        attributes = Set.copyOf(attributes);
    }

    /** The only face of a picture, without attributes. */
    public static Photo of(String picture, float[] landmarks, Split split, Optional<Box> box) {
        return new Photo(picture, picture, landmarks, split, box, Set.of());
    }

    Photo withLandmarks(float[] others) {
        return new Photo(name, picture, others, split, box, attributes);
    }

    /** The same face under another name. */
    public Photo withName(String other) {
        return new Photo(other, picture, landmarks, split, box, attributes);
    }
}
