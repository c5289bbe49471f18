package io.lightmark.device;

import java.nio.file.Files;
import java.nio.file.Path;

/** A look for NVIDIA hardware that costs nothing where there is none: no library is loaded for it. */
public final class NvidiaHardware {
    private static final Path DEVICE_NODE = Path.of("/dev/nvidiactl");
    private static final Path WINDOWS_SUBSYSTEM_NODE = Path.of("/dev/dxg");

    private NvidiaHardware() {}

    /** Whether the kernel driver of a GPU is loaded. */
    public static boolean isPresent() {
        return Files.exists(DEVICE_NODE) || Files.exists(WINDOWS_SUBSYSTEM_NODE);
    }
}
