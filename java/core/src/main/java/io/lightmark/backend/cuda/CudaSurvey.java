package io.lightmark.backend.cuda;

import io.lightmark.backend.cuda.driver.Device;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.backend.cuda.image.ComputeCapability;
import io.lightmark.backend.cuda.image.KernelImages;
import io.lightmark.backend.cuda.image.Toolkit;
import io.lightmark.error.DeviceException;
import java.util.List;

/**
 * What NVIDIA's driver shows of this machine, for reports. No context is made, so other programs notice nothing.
 *
 * @param driver the CUDA version that it knows, and where it came from
 * @param devices all that it shows
 */
public record CudaSurvey(String driver, List<FoundDevice> devices) {
    public CudaSurvey {
        devices = List.copyOf(devices);
    }

    /**
     * A GPU.
     *
     * @param number for {@code --device cuda:N}
     * @param computeCapability as {@code 6.1}
     * @param isUsable whether this build has kernels for it
     * @param images the chosen ones: {@code sm_61 by NVRTC 11.8}; the reason where none fit
     */
    public record FoundDevice(
            int number,
            String name,
            String computeCapability,
            int multiprocessors,
            long memoryBytes,
            boolean isUsable,
            String images) {}

    /**
     * Loads the driver and asks it.
     *
     * @throws DeviceException if there is none, or it cannot be used
     */
    public static CudaSurvey take() {
        LoadedDriver driver = LoadedDriver.load(LoadedDriver.Kind.NVIDIA);
        List<FoundDevice> devices = Device.all(driver).stream()
                .map(device -> describe(device, driver.version()))
                .toList();
        return new CudaSurvey("CUDA " + driver.versionText() + ", " + driver.origin(), devices);
    }

    /**
     * The compilers whose images this build holds, with their architectures.
     *
     * @throws DeviceException if the images are missing or of another build
     */
    public static List<String> toolkits() {
        return KernelImages.load().toolkits().stream().map(Toolkit::toString).toList();
    }

    private static FoundDevice describe(Device device, int driverVersion) {
        ComputeCapability capability = new ComputeCapability(device.major(), device.minor());
        boolean isUsable = true;
        String images;
        try {
            images = KernelImages.load().forDevice(capability, driverVersion).description();
        } catch (DeviceException e) {
            isUsable = false;
            images = String.valueOf(e.getMessage());
        }
        return new FoundDevice(
                device.ordinal(),
                device.name(),
                device.major() + "." + device.minor(),
                device.multiprocessors(),
                device.memoryBytes(),
                isUsable,
                images);
    }
}
