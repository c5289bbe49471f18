package io.lightmark.backend.cpu;

import io.lightmark.error.DeviceException;
import java.util.Locale;

/** An operating system and processor architecture that has a build of the native library. */
enum NativePlatform {
    LINUX_X86_64("linux-x86_64", "libjnilightmark.so");

    private final String folder;
    private final String fileName;

    NativePlatform(String folder, String fileName) {
        this.folder = folder;
        this.fileName = fileName;
    }

    /** The platform of this virtual machine; a {@link DeviceException} names it when there is no build for it. */
    static NativePlatform current() {
        String system = System.getProperty("os.name", "unknown");
        String architecture = System.getProperty("os.arch", "unknown");
        boolean linux = system.toLowerCase(Locale.ROOT).startsWith("linux");
        boolean x86 = architecture.equals("amd64") || architecture.equals("x86_64");
        if (linux && x86) {
            return LINUX_X86_64;
        }
        throw new DeviceException(
                "Linux on x86_64 for the CPU backend",
                system + " on " + architecture,
                "use the reference backend (--device reference), or build native/ for this platform and pass -D"
                        + NativeLibrary.PATH_PROPERTY + "=<file>.");
    }

    /** Name of the library file, the same in the jar and on disk. */
    String fileName() {
        return fileName;
    }

    /** Absolute name of the class-path resource that is the library. */
    String resource() {
        return "/io/lightmark/native/" + folder + "/" + fileName;
    }

    /** The classifier of the jar that holds the library. */
    String classifier() {
        return folder;
    }
}
