package io.lightmark.backend.cpu;

import io.lightmark.backend.library.ClassPathResource;
import io.lightmark.backend.library.NativeResource;
import io.lightmark.error.DeviceException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The native library in this process. {@link #load()} takes, in this order: the file that the system property
 * {@value #PATH_PROPERTY} names; the library on the class path, in place when it is a plain file, else extracted from
 * its jar by {@link NativeResource}. Then it compares the fingerprint compiled into the library with the one built
 * into this jar.
 *
 * <p>Every failure is a {@link DeviceException} that says what to do, and a later attempt fails or succeeds on its own:
 * nothing is remembered of a failure.
 */
public final class NativeLibrary {
    /** System property with the path of a library to load instead of the one on the class path. */
    public static final String PATH_PROPERTY = "lightmark.native.path";

    private static final NativeResource RESOURCE =
            new NativeResource("/io/lightmark/native", "libjnilightmark.so", "", PATH_PROPERTY);

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
            String origin = RESOURCE.load();
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
        byte[] text = ClassPathResource.require(
                "/io/lightmark/backend/cpu/" + FINGERPRINT_RESOURCE,
                "the resource " + FINGERPRINT_RESOURCE + " beside the classes of the CPU backend",
                "use the jar as the Maven build makes it.");
        return new String(text, StandardCharsets.UTF_8).strip();
    }
}
