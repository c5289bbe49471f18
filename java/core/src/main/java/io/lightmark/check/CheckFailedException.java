package io.lightmark.check;

import org.jspecify.annotations.Nullable;

/** A device did not do what an operation demands. One line: the problem, the seed, the element, the limit. */
public final class CheckFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CheckFailedException(String message) {
        this(message, null);
    }

    CheckFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
