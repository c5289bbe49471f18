package io.lightmark.cli.prediction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The photo files that a command line means. */
public final class PhotoList {
    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".bmp");

    private PhotoList() {}

    /** Files as they are given, even missing ones, and in place of each folder the photos directly in it, by name. */
    public static List<Path> of(List<Path> given) {
        List<Path> files = new ArrayList<>();
        for (Path path : given) {
            if (Files.isDirectory(path)) {
                files.addAll(photosIn(path));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private static List<Path> photosIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(Files::isRegularFile)
                    .filter(PhotoList::isPhoto)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected a folder that can be read, received " + folder + " (" + e
                            + "). Fix: check its permissions.",
                    e);
        }
    }

    private static boolean isPhoto(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith);
    }
}
