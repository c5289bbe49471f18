package io.lightmark.backend.library;

import io.lightmark.error.DeviceException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads files that travel with the classes. */
public final class ClassPathResource {
    private ClassPathResource() {}

    /** The contents of a resource by its absolute name, or null when there is none. */
    public static byte @Nullable [] find(String name) {
        try (InputStream in = ClassPathResource.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new DeviceException("a readable resource " + name, e.toString(), "check the jar file.", e);
        }
    }

    /**
     * The contents of a resource that must be there.
     *
     * @param expected what it is, for the message
     * @param fix how to come by it
     */
    public static byte[] require(String name, String expected, String fix) {
        byte[] contents = find(name);
        if (contents == null) {
            throw new DeviceException(expected, "none", fix);
        }
        return contents;
    }
}
