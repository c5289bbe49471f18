package io.lightmark.backend.library;

import io.lightmark.error.DeviceException;
import java.util.Locale;

/** An operating system and processor architecture that the native libraries are built for. */
public enum NativePlatform {
    LINUX_X86_64("linux-x86_64");

    private final String label;

    NativePlatform(String label) {
        this.label = label;
    }

    /** The platform of this virtual machine; a {@link DeviceException} names it when there is no build for it. */
    public static NativePlatform current() {
        String system = System.getProperty("os.name", "unknown");
        String architecture = System.getProperty("os.arch", "unknown");
        boolean linux = system.toLowerCase(Locale.ROOT).startsWith("linux");
        boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
        if (linux && x86) {
            return LINUX_X86_64;
        }
        throw new DeviceException(
                "Linux on x86_64 for native code",
                system + " on " + architecture,
                "use the reference backend (--device reference), or build native/ for this platform.");
    }

    /** As in folders of resources and in classifiers of artefacts: {@code linux-x86_64}. */
    public String label() {
        return label;
    }
}
