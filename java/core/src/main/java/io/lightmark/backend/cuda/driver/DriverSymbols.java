package io.lightmark.backend.cuda.driver;

import io.lightmark.backend.library.ElfSymbols;
import io.lightmark.error.DeviceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The driver's functions that this package calls through JCuda, whose library binds each at its first call: one that is
 * missing would end the whole process there.
 */
final class DriverSymbols {
    /** As JCuda's library names them; the driver keeps older versions of a function under the plain name. */
    static final List<String> REQUIRED = List.of(
            "cuCtxSetCurrent",
            "cuDeviceGet",
            "cuDeviceGetAttribute",
            "cuDeviceGetCount",
            "cuDeviceGetName",
            "cuDevicePrimaryCtxRelease_v2",
            "cuDevicePrimaryCtxRetain",
            "cuDeviceTotalMem_v2",
            "cuDriverGetVersion",
            "cuEventCreate",
            "cuEventDestroy_v2",
            "cuEventElapsedTime",
            "cuEventRecord",
            "cuEventSynchronize",
            "cuGraphDestroy",
            "cuGraphExecDestroy",
            "cuGraphInstantiateWithFlags",
            "cuGraphLaunch",
            "cuInit",
            "cuLaunchKernel",
            "cuMemAlloc_v2",
            "cuMemFree_v2",
            "cuMemGetInfo_v2",
            "cuMemHostRegister_v2",
            "cuMemHostUnregister",
            "cuMemcpyDtoHAsync_v2",
            "cuMemcpyHtoDAsync_v2",
            "cuMemsetD8Async",
            "cuModuleGetFunction",
            "cuModuleLoadData",
            "cuModuleUnload",
            "cuStreamBeginCapture_v2",
            "cuStreamCreate",
            "cuStreamDestroy_v2",
            "cuStreamEndCapture",
            "cuStreamSynchronize");

    private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

    private DriverSymbols() {}

    /**
     * Throws a {@link DeviceException} that names the functions which the loaded driver lacks. Does nothing when its file
     * cannot be found or read.
     */
    static void requireAll() {
        try {
            Optional<Path> library = loadedLibrary();
            if (library.isPresent()) {
                requireAll(library.get(), ElfSymbols.definedBy(library.get()));
            }
        } catch (IOException unreadable) {
            // The version of the driver has already promised these functions; this is a second look.
        }
    }

    private static void requireAll(Path library, Set<String> offered) {
        List<String> missing =
                REQUIRED.stream().filter(name -> !offered.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new DeviceException(
                    "a CUDA driver with all functions that are needed",
                    library + " without " + String.join(", ", missing),
                    "install the complete NVIDIA driver again, or use --device cpu.");
        }
    }

    private static Optional<Path> loadedLibrary() throws IOException {
        try (Stream<String> lines = Files.lines(MAPPED_FILES)) {
            return lines.map(line -> line.substring(line.indexOf('/') + 1))
                    .map(path -> Path.of("/" + path))
                    .filter(path -> String.valueOf(path.getFileName()).startsWith("libcuda.so"))
                    .filter(Files::isRegularFile)
                    .findFirst();
        }
    }
}
