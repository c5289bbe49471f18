package io.lightmark.cli.doctor;

import java.util.List;

/** All checks, in the order in which one builds on the other. */
public final class Doctor {
    private Doctor() {}

    /** Looks at everything; only looks. */
    public static List<Finding> examine() {
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
                MachineChecks.graphics());
    }
}
