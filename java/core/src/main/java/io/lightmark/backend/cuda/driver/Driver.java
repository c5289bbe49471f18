package io.lightmark.backend.cuda.driver;

import io.lightmark.error.CudaException;
import io.lightmark.error.CudaFatalException;
import io.lightmark.error.CudaOutOfMemoryException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every call of the driver goes through {@link #call}: it turns results into exceptions, and after a fatal one it asks
 * the driver nothing more.
 */
public final class Driver {
    private static final AtomicReference<@Nullable CudaFatalException> FATAL = new AtomicReference<>();

    private Driver() {}

    /**
     * Calls the driver.
     *
     * @param function name of the driver's function
     * @param detail what it is called with, for the message
     */
    static void call(String function, Supplier<String> detail, IntSupplier call) {
        requireUsable(function, detail);
        int code = call.getAsInt();
        if (code != DriverResult.SUCCESS) {
            throw failure(function, detail.get(), code);
        }
    }

    /** Calls the driver and returns its answer, whatever it is, unless it is fatal. */
    static int answer(String function, Supplier<String> detail, IntSupplier call) {
        requireUsable(function, detail);
        int code = call.getAsInt();
        if (DriverResult.of(code).kind() == DriverResult.Kind.FATAL) {
            throw failure(function, detail.get(), code);
        }
        return code;
    }

    /** Gives something back. After a fatal failure there is nothing to give back to, and nothing is called. */
    static void release(String function, Supplier<String> detail, IntSupplier call) {
        if (!isLost()) {
            call(function, detail, call);
        }
    }

    /** Whether a fatal failure has made the device unusable for this process. */
    public static boolean isLost() {
        return FATAL.get() != null;
    }

    /** The exception for a result. */
    static CudaException failure(String function, String detail, int code) {
        DriverResult result = DriverResult.of(code);
        return switch (result.kind()) {
            case MEMORY -> new CudaOutOfMemoryException(code, result.name(), function, detail, result.fix());
            case FATAL -> lost(function, detail, result);
            case PLAIN -> new CudaException(code, result.name(), function, detail, result.fix(), null);
        };
    }

    private static CudaFatalException lost(String function, String detail, DriverResult result) {
        CudaFatalException fatal = new CudaFatalException(
                result.code(),
                result.name(),
                function,
                detail + "; CUDA reports such failures late, so an earlier call may have caused it",
                result.fix(),
                null);
        FATAL.compareAndSet(null, fatal);
        return fatal;
    }

    /** Throws once a fatal failure has made the device unusable; for calls of libraries that use it too. */
    public static void requireUsable(String function, Supplier<String> detail) {
        CudaFatalException first = FATAL.get();
        if (first != null) {
            throw new CudaFatalException(
                    first.code(),
                    first.codeName(),
                    function,
                    detail.get() + ", after the device was lost to an earlier failure",
                    "start a new process and resume from the last checkpoint.",
                    first);
        }
    }
}
