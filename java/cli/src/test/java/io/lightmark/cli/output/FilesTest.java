package io.lightmark.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files appear as a whole; folders are never overwritten by mistake. */
final class FilesTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void replacesAndLeavesNothingBehind() throws IOException {
        Path file = folder.resolve("new/deep/file.json");
        AtomicFile.write(file, "one".getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(file, "two".getBytes(StandardCharsets.UTF_8));
        assertEquals("two", Files.readString(file));
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList(), "no temporary file stays");
        }
    }

    @Test
    void folderInTheWayIsExplainedAndKept() throws IOException {
        Path inTheWay = Files.createDirectories(folder.resolve("taken/inside")).getParent();
        UncheckedIOException failure =
                assertThrows(UncheckedIOException.class, () -> AtomicFile.write(inTheWay, new byte[1]));
        assertTrue(String.valueOf(failure.getMessage()).contains("Fix:"), failure::getMessage);
        assertTrue(Files.isDirectory(inTheWay.resolve("inside")), "what was there is unharmed");
    }

    @Test
    void jsonKeepsOrderAndWritesNull() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", null);
        map.put("text", "ä\n");
        String text = JsonFile.text(map);
        assertTrue(text.indexOf("\"z\"") < text.indexOf("\"a\""), text);
        assertTrue(text.contains("\"a\" : null"), text);
        assertTrue(text.endsWith("}\n"), text);
    }

    @Test
    void folderIsFreeWhenAbsentOrEmpty() throws IOException {
        assertTrue(OutputFolder.isFree(folder.resolve("absent")), "absent");
        assertTrue(OutputFolder.isFree(Files.createDirectory(folder.resolve("empty"))), "empty");
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertFalse(OutputFolder.isFree(file), "a file");
        assertFalse(OutputFolder.isFree(folder), "something in it");
    }

    @Test
    void listingNamesOnlyWhatWasWritten() throws IOException {
        OutputFolder output = OutputFolder.open(folder.resolve("out"));
        Files.writeString(output.file("a.txt"), "x");
        output.file("never-written.txt");
        assertEquals(1, output.listing().size(), () -> "" + output.listing());
        assertTrue(output.listing().get(0).endsWith("a.txt"), () -> "" + output.listing());
    }
}
