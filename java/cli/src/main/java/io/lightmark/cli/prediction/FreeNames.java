package io.lightmark.cli.prediction;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Names without extension for files made of photos; photos of the same name get a number. */
final class FreeNames {
    private final Set<String> taken = new HashSet<>();

    /** The next free name for a photo. */
    String of(Path photo) {
        String name = String.valueOf(photo.getFileName()).replaceFirst("\\.[^.]+$", "");
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "-" + i;
        }
        return free;
    }
}
