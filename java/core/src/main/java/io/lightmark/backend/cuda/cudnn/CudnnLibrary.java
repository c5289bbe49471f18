package io.lightmark.backend.cuda.cudnn;

import io.lightmark.backend.cuda.driver.Device;
import io.lightmark.backend.cuda.driver.Driver;
import io.lightmark.backend.cuda.driver.JCudaNatives;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.backend.library.NativeResource;
import io.lightmark.error.CudaException;
import io.lightmark.error.CudaOutOfMemoryException;
import io.lightmark.error.CudnnException;
import io.lightmark.error.DeviceException;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The cuDNN of this process: found, of a version that fits, and called so that every status becomes an exception. */
public final class CudnnLibrary {
    /** System property with the path of a stand-in cuDNN to load instead of the one on the class path. */
    public static final String STAND_IN_PATH_PROPERTY = "lightmark.cudnn-stand-in.path";

    private static final NativeResource STAND_IN = new NativeResource(
            "/io/lightmark/cuda-stand-in", "libcudnn.so.9", "-cuda-stand-in", STAND_IN_PATH_PROPERTY);

    private static final String WITHOUT = "run without it (-Dlightmark.cuda.cudnn=off)";
    private static final String INSTALL =
            "install cuDNN 9 for CUDA 12 (Debian and Ubuntu: libcudnn9-cuda-12; at most 9.10 for GPUs older than"
                    + " compute capability 7.5), add its folder to LD_LIBRARY_PATH, or " + WITHOUT + ".";

    private static @Nullable Supplier<CudnnLibrary> outcome;

    private final Cudnn cudnn;

    private CudnnLibrary(Cudnn cudnn) {
        this.cudnn = cudnn;
    }

    /**
     * Loads cuDNN on the first call and returns what is loaded.
     *
     * @param driver the driver that is loaded: with the stand-in goes a stand-in
     * @throws DeviceException if it cannot be loaded; the same one on every call
     */
    public static synchronized CudnnLibrary load(LoadedDriver.Kind driver) {
        Supplier<CudnnLibrary> known = outcome;
        if (known == null) {
            known = attempt(driver);
            outcome = known;
        }
        return known.get();
    }

    private static Supplier<CudnnLibrary> attempt(LoadedDriver.Kind driver) {
        try {
            CudnnLibrary library = link(driver);
            return () -> library;
        } catch (DeviceException e) {
            return () -> {
                throw e;
            };
        }
    }

    /** JCudnn loads its native library when its class is first used; nothing else uses it before this. */
    private static CudnnLibrary link(LoadedDriver.Kind driver) {
        if (driver == LoadedDriver.Kind.STAND_IN) {
            STAND_IN.load();
        }
        JCudaNatives.requireIntact("JCudnn", "jcudnn-natives");
        try {
            Cudnn cudnn = new JCudnnCalls();
            cudnn.version();
            CudnnSymbols.requireAll();
            return new CudnnLibrary(cudnn);
        } catch (LinkageError e) {
            throw new DeviceException("cuDNN 9 (libcudnn.so.9)", reason(e), INSTALL, e);
        }
    }

    /** JCudnn's message lists every place that it tried; the loader's words are in one line of it. */
    private static String reason(LinkageError error) {
        String message = String.valueOf(error.getMessage());
        return message.lines()
                .filter(line -> line.contains("libcudnn"))
                .findFirst()
                .map(String::strip)
                .orElse(message.lines().findFirst().orElse("an error without a message"));
    }

    /** Throws a {@link DeviceException} unless this version has what a device needs. */
    public void requireFit(Device device) {
        CudnnVersion version = number();
        if (!version.isNine()) {
            throw new DeviceException("cuDNN 9", "cuDNN " + version + from(), INSTALL);
        }
        if (!version.knows(10 * device.major() + device.minor())) {
            throw new DeviceException(
                    "cuDNN 9.0 to 9.10, the last for GPUs older than compute capability 7.5, on " + device,
                    "cuDNN " + version + from(),
                    INSTALL);
        }
    }

    private static String from() {
        List<String> paths = LoadedLibraries.paths();
        return paths.isEmpty() ? "" : " from " + String.join(", ", paths);
    }

    /** Its version: {@code 9.5.1}. */
    public String version() {
        return number().toString();
    }

    private CudnnVersion number() {
        return new CudnnVersion(cudnn.version());
    }

    /** Cudnn's calls, to be made through {@link #call}. */
    Cudnn cudnn() {
        return cudnn;
    }

    /**
     * Calls cuDNN.
     *
     * @param function name of cuDNN's function
     * @param detail what it is called with, for the message
     */
    void call(String function, Supplier<String> detail, IntSupplier call) {
        Driver.requireUsable(function, detail);
        int code = call.getAsInt();
        if (code != CudnnStatus.SUCCESS) {
            throw failure(function, detail.get(), code);
        }
    }

    /** Gives something back; nothing is called once the device is lost. */
    void release(String function, IntSupplier call) {
        if (!Driver.isLost()) {
            call(function, () -> "a release", call);
        }
    }

    /** The exception for a status. */
    private CudaException failure(String function, String detail, int code) {
        CudnnVersion version = number();
        CudnnStatus status = CudnnStatus.of(code, version.number());
        String full = detail + " with cuDNN " + version + ", which says '" + cudnn.errorText(code) + "'";
        return switch (status.kind()) {
            case MEMORY ->
                new CudaOutOfMemoryException(
                        code,
                        status.name(),
                        function,
                        full,
                        "use a smaller batch, close plans that are no longer needed, or " + WITHOUT + ".");
            case INSTALLATION ->
                new CudnnException(
                        code,
                        status.name(),
                        function,
                        full,
                        "make sure that all files of cuDNN are there and come from one installation (loaded" + from()
                                + "), or " + WITHOUT + ".");
            case PLAIN ->
                new CudnnException(
                        code,
                        status.name(),
                        function,
                        full,
                        WITHOUT + "; if it fails without cuDNN too, run 'lightmark kernels check'.");
        };
    }
}
