package io.lightmark.vision.annotation;

import java.util.HashMap;
import java.util.Map;

/** Names for the faces of pictures: the picture's for the first, then with {@code #2}, {@code #3}, … behind it. */
public final class FaceNames {
    private final Map<String, Integer> seen = new HashMap<>();

    /** The name of the next face of a picture. */
    public String next(String picture) {
        int face = seen.merge(picture, 1, Integer::sum);
        return face == 1 ? picture : picture + "#" + face;
    }
}
