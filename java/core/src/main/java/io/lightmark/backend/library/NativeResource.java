package io.lightmark.backend.library;

import io.lightmark.error.DeviceException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A shared library of ours on the class path. When it lies there as a file it is loaded in place, else extracted from
 * its jar first.
 *
 * @param folder resource folder that holds one folder per platform: {@code /io/lightmark/native}
 * @param fileName name of the library, the same in the jar and on disk
 * @param classifier what the classifier of its artefact has behind the platform: empty, or {@code -cuda-stand-in}
 * @param pathProperty system property with the path of a file to load instead
 */
public record NativeResource(String folder, String fileName, String classifier, String pathProperty) {

    /** Whether there is something to load: a file that the property names, or a resource for this platform. */
    public boolean isPresent() {
        return System.getProperty(pathProperty) != null
                || NativeResource.class.getResource(
                                folder + "/" + NativePlatform.current().label() + "/" + fileName)
                        != null;
    }

    /** Loads the library; returns where it came from, for people. */
    public String load() {
        String path = System.getProperty(pathProperty);
        if (path != null) {
            return loadChosenFile(Path.of(path).toAbsolutePath());
        }
        String platform = NativePlatform.current().label();
        String name = folder + "/" + platform + "/" + fileName;
        URL resource = NativeResource.class.getResource(name);
        if (resource == null) {
            throw new DeviceException(
                    "the native library " + name + " on the class path",
                    "none",
                    "add the artefact io.lightmark:lightmark-core with classifier " + platform + classifier
                            + ", or pass -D" + pathProperty + "=<file>.");
        }
        if (resource.getProtocol().equals("file")) {
            Path file = fileOf(resource);
            loadFile(file);
            return file.toString();
        }
        return NativeExtraction.toUserCache(fileName, pathProperty)
                .load(Objects.requireNonNull(ClassPathResource.find(name)), this::loadFile);
    }

    private String loadChosenFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DeviceException(
                    "the native library at the path that -D" + pathProperty + " gives",
                    "no file at " + file,
                    "correct the path, or leave the property out to use the library on the class path.");
        }
        loadFile(file);
        return file.toString();
    }

    private void loadFile(Path file) {
        ElfFile.requireComplete(file);
        try {
            System.load(file.toString());
        } catch (LinkageError e) {
            throw new DeviceException(
                    "the native library " + file + " to load",
                    e.toString(),
                    "check that the file is the library built for this system, that its folder allows execution (no"
                            + " noexec mount) and that javacpp is on the class path.",
                    e);
        }
    }

    private static Path fileOf(URL resource) {
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new DeviceException("a file name", resource, "rename the folder that holds the library.", e);
        }
    }
}
