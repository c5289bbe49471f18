package io.lightmark.cli.output;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as all commands write it: UTF-8, indented, keys in the order given, {@code null} written out. */
public final class JsonFile {
    private JsonFile() {}

    /** Writes maps, lists, strings and numbers to a file, atomically. */
    public static void write(Path file, Map<String, ? extends @Nullable Object> content) {
        AtomicFile.write(file, text(content).getBytes(StandardCharsets.UTF_8));
    }

    /** The text of such a file, with a line feed at its end. */
    public static String text(Map<String, ? extends @Nullable Object> content) {
        try {
            return JSON.std
                            .with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES)
                            .asString(content)
                    + "\n";
        } catch (IOException e) {
            throw new IllegalStateException("Expected plain maps to become JSON, received: " + e.getMessage(), e);
        }
    }
}
