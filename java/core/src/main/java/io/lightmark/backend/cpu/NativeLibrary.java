package io.lightmark.backend.cpu;

import io.lightmark.error.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The native library in this process. {@link #load()} takes, in this order: the file that the system property
 * {@value #PATH_PROPERTY} names; the library on the class path, in place when it is a plain file, else extracted from
 * its jar by {@link NativeExtraction}. Then it compares the fingerprint compiled into the library with the one built
 * into this jar.
 *
 * <p>Every failure is a {@link DeviceException} that says what to do, and a later attempt fails or succeeds on its own:
 * nothing is remembered of a failure.
 */
public final class NativeLibrary {
    /** System property with the path of a library to load instead of the one on the class path. */
    public static final String PATH_PROPERTY = "lightmark.native.path";

    private static final String FINGERPRINT_RESOURCE = "native-fingerprint.txt";

    private static @Nullable NativeLibrary loaded;

    private final String origin;
    private final String fingerprint;

    private NativeLibrary(String origin, String fingerprint) {
        this.origin = origin;
        this.fingerprint = fingerprint;
    }

    /** Loads the library on the first call and returns what is loaded. */
    public static synchronized NativeLibrary load() {
        NativeLibrary library = loaded;
        if (library == null) {
            String expected = expectedFingerprint();
            String origin = loadFromSomewhere();
            checkFingerprint(expected, origin);
            library = new NativeLibrary(origin, expected);
            loaded = library;
        }
        return library;
    }

    /** Where the library came from, for people. */
    public String origin() {
        return origin;
    }

    /** Hex SHA-256 of the native sources that both the library and this jar were built from. */
    public String fingerprint() {
        return fingerprint;
    }

    private static String loadFromSomewhere() {
        String path = System.getProperty(PATH_PROPERTY);
        if (path != null) {
            return loadChosenFile(Path.of(path).toAbsolutePath());
        }
        NativePlatform platform = NativePlatform.current();
        URL resource = NativeLibrary.class.getResource(platform.resource());
        if (resource == null) {
            throw new DeviceException(
                    "the native library " + platform.resource() + " on the class path",
                    "none",
                    "add the artefact io.lightmark:lightmark-core with classifier " + platform.classifier()
                            + ", or pass -D" + PATH_PROPERTY + "=<file>.");
        }
        if (resource.getProtocol().equals("file")) {
            Path file = fileOf(resource);
            loadFile(file);
            return file.toString();
        }
        return NativeExtraction.toUserCache(platform.fileName()).load(bytes(resource), NativeLibrary::loadFile);
    }

    private static String loadChosenFile(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DeviceException(
                    "the native library at the path that -D" + PATH_PROPERTY + " gives",
                    "no file at " + file,
                    "correct the path, or leave the property out to use the library on the class path.");
        }
        loadFile(file);
        return file.toString();
    }

    private static void loadFile(Path file) {
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

    private static void checkFingerprint(String expected, String origin) {
        String received;
        try {
            received = NativeLightmark.fingerprint();
        } catch (LinkageError e) {
            throw new DeviceException(
                    "the functions of lightmark in " + origin, e.toString(), "use the library of this build.", e);
        }
        if (!received.equals(expected)) {
            throw new DeviceException(
                    "a native library with fingerprint " + expected,
                    received + " in " + origin,
                    "use lightmark-core and its platform artefact of the same version; after a change of native sources"
                            + " build both again (mvn package).");
        }
    }

    private static String expectedFingerprint() {
        URL resource = NativeLibrary.class.getResource(FINGERPRINT_RESOURCE);
        if (resource == null) {
            throw new DeviceException(
                    "the resource " + FINGERPRINT_RESOURCE + " beside the classes of the CPU backend",
                    "none",
                    "use the jar as the Maven build makes it.");
        }
        return new String(bytes(resource), StandardCharsets.UTF_8).strip();
    }

    private static Path fileOf(URL resource) {
        try {
            return Path.of(resource.toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new DeviceException("a file name", resource, "rename the folder that holds the library.", e);
        }
    }

    private static byte[] bytes(URL resource) {
        try (InputStream in = resource.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new DeviceException("a readable resource " + resource, e.toString(), "check the jar file.", e);
        }
    }
}
