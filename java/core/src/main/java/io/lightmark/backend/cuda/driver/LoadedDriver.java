package io.lightmark.backend.cuda.driver;

import static jcuda.driver.JCudaDriver.cuDriverGetVersion;
import static jcuda.driver.JCudaDriver.cuInit;

import io.lightmark.backend.library.NativeResource;
import io.lightmark.error.CudaException;
import io.lightmark.error.DeviceException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The CUDA driver in this process: NVIDIA's or the stand-in, whichever was asked for first; the other cannot be loaded
 * beside it.
 */
public final class LoadedDriver {
    /** System property with the path of a stand-in driver to load instead of the one on the class path. */
    public static final String STAND_IN_PATH_PROPERTY = "lightmark.cuda-stand-in.path";

    private static final String DRIVER_LIBRARY = "libcuda.so.1";

    /** The oldest driver that JCuda's native library was built for: CUDA 12.0. */
    private static final int OLDEST_VERSION = 12_000;

    private static final NativeResource STAND_IN =
            new NativeResource("/io/lightmark/cuda-stand-in", DRIVER_LIBRARY, "-cuda-stand-in", STAND_IN_PATH_PROPERTY);

    private static @Nullable Attempt attempt;

    /** The one attempt of this process: a driver, or the reason why not. */
    private record Attempt(Kind kind, Supplier<LoadedDriver> outcome) {}

    private final Kind kind;
    private final String origin;

    /** Which driver. */
    public enum Kind {
        /** NVIDIA's, for real devices. */
        NVIDIA,
        /** Ours, which runs kernels on the processor to test them. */
        STAND_IN
    }

    private LoadedDriver(Kind kind, String origin) {
        this.kind = kind;
        this.origin = origin;
    }

    /** Whether the stand-in is on the class path or named by its property; loads nothing. */
    public static boolean isStandInPresent() {
        return STAND_IN.isPresent();
    }

    /** Loads a driver on the first call and returns what is loaded. */
    public static synchronized LoadedDriver load(Kind kind) {
        Attempt known = attempt;
        if (known == null) {
            known = new Attempt(kind, attempt(kind));
            attempt = known;
        }
        if (known.kind() != kind) {
            throw new DeviceException(
                    "one CUDA driver in a process",
                    kind + " after " + known.kind(),
                    "use real devices and the stand-in in different processes.");
        }
        return known.outcome().get();
    }

    private static Supplier<LoadedDriver> attempt(Kind kind) {
        try {
            LoadedDriver driver = new LoadedDriver(kind, link(kind));
            return () -> driver;
        } catch (CudaException e) {
            throw e; // loaded, but this call failed: the next may succeed
        } catch (DeviceException e) {
            return () -> {
                throw e;
            };
        }
    }

    private static String link(Kind kind) {
        String origin = kind == Kind.STAND_IN ? STAND_IN.load() : DRIVER_LIBRARY + " of the system";
        JCudaNatives.requireIntact("JCudaDriver", "jcuda-natives");
        try {
            Driver.call("cuDriverGetVersion", () -> origin, () -> cuDriverGetVersion(new int[1]));
        } catch (LinkageError e) {
            String message = String.valueOf(e.getMessage());
            throw message.contains(DRIVER_LIBRARY) ? noDriver(message, e) : noJCuda(message, e);
        }
        return origin;
    }

    /** JCuda wraps the linker's words in a page of its own. */
    private static DeviceException noDriver(String message, LinkageError cause) {
        String linker = message.lines()
                .filter(line -> line.contains(DRIVER_LIBRARY + ":"))
                .map(line -> line.substring(line.indexOf(DRIVER_LIBRARY)))
                .findFirst()
                .orElse(DRIVER_LIBRARY + ": No such file");
        boolean isMissing = linker.contains("No such file");
        return new DeviceException(
                "the NVIDIA driver (" + DRIVER_LIBRARY + ")",
                isMissing ? "none" : linker,
                "install the NVIDIA driver" + (isMissing ? "" : " again") + ", or use --device cpu.",
                cause);
    }

    private static DeviceException noJCuda(String message, LinkageError cause) {
        return new DeviceException(
                "JCuda's native library to load",
                message.lines().findFirst().orElse("no reason"),
                "check that the temporary folder allows execution (no noexec mount), or choose another with"
                        + " -Djava.io.tmpdir=<folder>.",
                cause);
    }

    /** Which driver it is. */
    public Kind kind() {
        return kind;
    }

    /** Where it came from, for people. */
    public String origin() {
        return origin;
    }

    /** The newest CUDA that the driver knows, as 1000 · major + 10 · minor: 12040 for CUDA 12.4. */
    public int version() {
        int[] version = new int[1];
        Driver.call("cuDriverGetVersion", () -> origin, () -> cuDriverGetVersion(version));
        return version[0];
    }

    /** {@link #version} for people: {@code 12.4}. */
    public String versionText() {
        return text(version());
    }

    private static String text(int version) {
        return version / 1000 + "." + version % 1000 / 10;
    }

    /** Initialises the driver; every use of a device needs it, and repeating it is harmless. */
    void requireInitialized() {
        int version = version();
        if (version < OLDEST_VERSION) {
            throw new DeviceException(
                    "a driver for CUDA 12.0 or newer (525.60 or newer)",
                    "one for CUDA " + text(version),
                    "update the NVIDIA driver, or use --device cpu.");
        }
        DriverSymbols.requireAll();
        Driver.call("cuInit", () -> origin, () -> cuInit(0));
    }
}
