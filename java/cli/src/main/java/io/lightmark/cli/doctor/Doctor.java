package io.lightmark.cli.doctor;

import java.util.List;

/** All checks, in the order in which one builds on the other. */
public final class Doctor {
    private Doctor() {}

    /**
     * Looks at everything; only looks.
     *
     * @param alwaysLoadsCuda whether to load the CUDA driver even where no NVIDIA hardware is seen
     */
    public static List<Finding> examine(boolean alwaysLoadsCuda) {
        return List.of(
                MachineChecks.java(),
                MachineChecks.system(),
                MachineChecks.processor(),
                MachineChecks.memory(),
                LibraryChecks.nativeLibrary(),
                LibraryChecks.simd(),
                LibraryChecks.arithmetic(),
                LibraryChecks.openCv(),
                LibraryChecks.fonts(),
                LibraryChecks.folders(),
                CudaChecks.hardware(),
                CudaChecks.devices(alwaysLoadsCuda),
                CudaChecks.images(),
                CudaChecks.cudnn(),
                CudaChecks.standIn());
    }
}
