package io.lightmark.cli.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of a training's checkpoints, seen from outside: {@code level<n>/step-….safetensors}, {@code top-…} and {@code
 * best}.
 *
 * @param folder where they are; need not exist
 */
public record Checkpoints(Path folder) {
    private static final Pattern FILE = Pattern.compile("((step|top)-\\d{12}|best)\\.safetensors");
    private static final Pattern LEVEL = Pattern.compile("level\\d+");

    /** The folder that belongs to a model file: {@code <model>.checkpoints} beside it. */
    public static Checkpoints besides(Path model) {
        String name = String.valueOf(model.getFileName()).replaceFirst("\\.safetensors$", "");
        return new Checkpoints(model.resolveSibling(name + ".checkpoints"));
    }

    /** Whether an earlier run has left any. */
    public boolean exist() {
        return !files().isEmpty();
    }

    /** Removes the checkpoints, and nothing else that may lie in the folder. */
    public void remove() {
        try {
            for (Path file : files()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder, 2)) {
            return all.filter(Checkpoints::isCheckpoint).toList();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static boolean isCheckpoint(Path file) {
        Path level = file.getParent();
        return level != null
                && LEVEL.matcher(String.valueOf(level.getFileName())).matches()
                && FILE.matcher(String.valueOf(file.getFileName())).matches();
    }

    private UncheckedIOException failure(IOException e) {
        return new UncheckedIOException(
                "Expected a checkpoint folder that can be read and written, received " + folder + " (" + e
                        + "). Fix: check its permissions.",
                e);
    }
}
