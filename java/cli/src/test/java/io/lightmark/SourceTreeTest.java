package io.lightmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for all source files of the project, whatever their language. */
final class SourceTreeTest {
    private static final int LONGEST = 500;
    private static final Set<String> KINDS = Set.of("java", "cpp", "h", "cu", "cuh", "cmake", "sh", "py");
    private static final Set<String> NOT_SOURCES = Set.of("target", "build", ".git");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIX" + "ME|XXX)\\b");

    @Test
    void filesAreShortEnoughToReadAtOnce() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : sources()) {
            long lines = text(file).lines().count();
            if (lines > LONGEST) {
                tooLong.add(file + ": " + lines);
            }
        }
        assertEquals(List.of(), tooLong, "files of more than " + LONGEST + " lines");
    }

    @Test
    void nothingIsLeftToDoInComments() throws IOException {
        List<String> unfinished = new ArrayList<>();
        for (Path file : sources()) {
            if (!file.endsWith("SourceTreeTest.java")
                    && UNFINISHED.matcher(text(file)).find()) {
                unfinished.add(file.toString());
            }
        }
        assertEquals(List.of(), unfinished, "files with notes of unfinished work");
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        collect(root(), found);
        assertTrue(found.size() > 100, "only " + found.size() + " source files below " + root());
        return found;
    }

    private static void collect(Path folder, List<Path> found) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry) && !NOT_SOURCES.contains(name)) {
                    collect(entry, found);
                } else if (KINDS.contains(name.substring(name.lastIndexOf('.') + 1))) {
                    found.add(entry);
                }
            }
        }
    }

    /** The folder of the whole project, above the module that the tests run in. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("native")) || !Files.isDirectory(folder.resolve("cmake"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
