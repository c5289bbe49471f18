package io.lightmark.cli.option;

import io.lightmark.cascade.LandmarkCascade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where models are: a file, or a folder that holds {@value #FILE_NAME}. */
public final class ModelPath {
    /** Name of the model within a folder. */
    public static final String FILE_NAME = "cascade.safetensors";

    private ModelPath() {}

    /** The model's file for a path as people type it. */
    public static Path file(Path path) {
        return Files.isDirectory(path) ? path.resolve(FILE_NAME) : path;
    }

    /**
     * Loads a model.
     *
     * @throws ParameterException if there is no file
     */
    public static LandmarkCascade load(CommandSpec spec, Path path) {
        Path file = file(path);
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected a model file at " + path + ", received "
                            + (Files.isDirectory(path) ? "a folder without " + FILE_NAME : "nothing there")
                            + ". Fix: train one with 'lightmark train cascade', or run 'lightmark demo'.");
        }
        return LandmarkCascade.load(file);
    }

    /**
     * The file that a new model goes to.
     *
     * @throws ParameterException if there is something already and it may not be replaced
     */
    public static Path forOutput(CommandSpec spec, Path path, boolean force) {
        Path file = file(path);
        try {
            if (Files.isDirectory(file) || (!force && Files.exists(file) && Files.size(file) > 0)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "Expected --out to be a new file, received " + file
                                + ", which exists. Fix: choose another name, or add --force to replace it.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
