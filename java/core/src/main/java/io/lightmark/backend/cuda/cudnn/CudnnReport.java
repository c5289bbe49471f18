package io.lightmark.backend.cuda.cudnn;

import io.lightmark.backend.cuda.driver.Device;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.error.DeviceException;
import java.util.List;

/**
 * What is known of the cuDNN of this machine, for people and for bug reports.
 *
 * @param version the loaded version, {@code 9.5.1}; empty if none could be loaded
 * @param libraries the files of cuDNN that this process has loaded
 * @param problem why it cannot be used with the device, with the fix; empty if it can
 */
public record CudnnReport(String version, List<String> libraries, String problem) {
    public CudnnReport {
        libraries = List.copyOf(libraries);
    }

    /** Looks for cuDNN and says what was found; loads it into this process. */
    public static CudnnReport of(LoadedDriver.Kind driver, Device device) {
        try {
            CudnnLibrary library = CudnnLibrary.load(driver);
            return new CudnnReport(library.version(), LoadedLibraries.paths(), problem(library, device));
        } catch (DeviceException e) {
            return new CudnnReport("", LoadedLibraries.paths(), String.valueOf(e.getMessage()));
        }
    }

    private static String problem(CudnnLibrary library, Device device) {
        try {
            library.requireFit(device);
            return "";
        } catch (DeviceException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Whether cuDNN can be used. */
    public boolean isUsable() {
        return problem.isEmpty();
    }
}
