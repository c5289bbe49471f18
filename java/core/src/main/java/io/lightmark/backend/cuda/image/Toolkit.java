package io.lightmark.backend.cuda.image;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A CUDA compiler that made images, and for what.
 *
 * @param name such as {@code nvcc 13.0}
 * @param folder of its images: {@code nvcc-13.0}
 * @param cudaVersion in the driver's way of counting: 13000 is CUDA 13.0
 * @param ptx the architecture that its PTX is for; a driver can translate it for any newer one
 * @param architectures the architectures that it made machine code for
 */
public record Toolkit(String name, String folder, int cudaVersion, int ptx, List<Integer> architectures) {
    private static final int MAJOR = 1000;

    public Toolkit {
        architectures = List.copyOf(architectures);
    }

    /** Whether a driver loads this compiler's machine code: from the first driver of the same major version on. */
    boolean codeLoadsWith(int driverVersion) {
        return driverVersion / MAJOR >= cudaVersion / MAJOR;
    }

    /** Whether a driver translates this compiler's PTX: only when it knows this very version of CUDA. */
    boolean ptxLoadsWith(int driverVersion) {
        return driverVersion >= cudaVersion;
    }

    /** The CUDA version for people: {@code 13.0}. */
    static String versionText(int version) {
        return version / MAJOR + "." + version % MAJOR / 10;
    }

    /** For people: {@code nvcc 13.0 (sm_75 sm_80; PTX of compute_75)}. */
    @Override
    public String toString() {
        return architectures.stream()
                .map(number -> ComputeCapability.ofArchitecture(number).toString())
                .collect(Collectors.joining(" ", name + " (", "; PTX of compute_" + ptx + ")"));
    }
}
