package io.lightmark.cli.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A folder that a command fills, and the files it has put there, for the list at the end. Nothing is deleted, ever. */
public final class OutputFolder {
    private final Path folder;
    private final List<Path> written = new ArrayList<>();

    private OutputFolder(Path folder) {
        this.folder = folder;
    }

    /** Whether a path is free for output: absent, or an empty folder. */
    public static boolean isFree(Path folder) {
        if (!Files.exists(folder)) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    /**
     * Makes the folder if it is missing, and refuses one that has something in it.
     *
     * @param option the option that names it, for the message
     * @param force takes it as it is
     * @throws ParameterException if it is not free
     */
    public static OutputFolder claim(CommandSpec spec, String option, Path folder, boolean force) {
        if (!isFree(folder) && !(force && Files.isDirectory(folder))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected " + option + " to be a new or empty folder, received " + folder
                            + ", which has something in it. Fix: choose another folder, or add --force to write into"
                            + " it (files of the same names are replaced, others stay).");
        }
        return open(folder);
    }

    /** Makes the folder if it is missing. */
    public static OutputFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
        return new OutputFolder(folder);
    }

    public Path path() {
        return folder;
    }

    /** A file of this name in the folder, noted as written. */
    public Path file(String name) {
        Path file = folder.resolve(name);
        written.add(file);
        return file;
    }

    /** The files noted, relative to the working directory where that is shorter. */
    public List<String> listing() {
        Path here = Path.of("").toAbsolutePath();
        return written.stream()
                .filter(Files::exists)
                .map(file -> shortest(here, file.toAbsolutePath().normalize()))
                .toList();
    }

    private static String shortest(Path here, Path file) {
        String relative = here.relativize(file).toString();
        return relative.length() < file.toString().length() ? relative : file.toString();
    }

    private static UncheckedIOException unusable(Path folder, IOException e) {
        return new UncheckedIOException(
                "Expected a folder that can be written, received " + folder + " (" + e
                        + "). Fix: check the path and its permissions.",
                e);
    }
}
