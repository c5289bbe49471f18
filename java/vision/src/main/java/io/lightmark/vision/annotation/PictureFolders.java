package io.lightmark.vision.annotation;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Where the pictures of a list are, when the list does not say. */
public final class PictureFolders {
    private PictureFolders() {}

    /**
     * The first folder that has the picture in it; if none has, the first of all, so that what is missing there is listed.
     *
     * @param candidates at least one, likely ones first
     */
    public static Path holding(String picture, List<Path> candidates) {
        return candidates.stream()
                .filter(folder -> exists(folder, picture))
                .findFirst()
                .orElse(candidates.get(0));
    }

    private static boolean exists(Path folder, String picture) {
        try {
            return Files.exists(folder.resolve(picture));
        } catch (InvalidPathException inexpressible) {
            return false;
        }
    }
}
