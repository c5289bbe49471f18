package io.lightmark.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a caller may want to tell apart: of data, of a file of ours, of a device, or of the native library.
 * The message says what was expected, what was received and how to fix it; the fields say it to programs.
 *
 * <p>Wrong arguments are {@link IllegalArgumentException}, use after close is {@link IllegalStateException}.
 */
public abstract sealed class LightmarkException extends RuntimeException
        permits DataException, DeviceException, ModelFileException, TrainingException {
    private static final long serialVersionUID = 1L;

    LightmarkException(String message) {
        super(message);
    }

    LightmarkException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The grammar of all messages. */
    static String sentence(String expected, Object received, String fix) {
        return "Expected " + expected + ", received " + received + ". Fix: " + fix;
    }
}
