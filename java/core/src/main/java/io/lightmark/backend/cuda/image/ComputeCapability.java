package io.lightmark.backend.cuda.image;

import java.util.Set;

/**
 * What a CUDA device can do, as its driver reports it; 6.1 is also written sm_61.
 *
 * @param major the generation: machine code runs within one
 * @param minor the revision within the generation
 */
public record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
    /** The oldest that the kernels are written for. */
    public static final ComputeCapability LOWEST = new ComputeCapability(6, 1);

    /** Chips of NVIDIA's embedded boards: no other chip runs their machine code, and they run no other chip's. */
    private static final Set<Integer> EMBEDDED = Set.of(62, 72, 87, 101, 110);

    /** The capability of an architecture number, 61 of 6.1. */
    static ComputeCapability ofArchitecture(int number) {
        return new ComputeCapability(number / 10, number % 10);
    }

    /** Whether this device runs machine code that was made for {@code built}. */
    boolean runs(ComputeCapability built) {
        boolean exact = equals(built);
        boolean later = major == built.major && minor > built.minor;
        return exact || (later && !isEmbedded() && !built.isEmbedded());
    }

    /** The number in file names: 61 of 6.1. */
    int architecture() {
        return 10 * major + minor;
    }

    private boolean isEmbedded() {
        return EMBEDDED.contains(architecture());
    }

    @Override
    public int compareTo(ComputeCapability other) {
        return Integer.compare(architecture(), other.architecture());
    }

    /** The usual name of the architecture: {@code sm_61}. */
    @Override
    public String toString() {
        return "sm_" + architecture();
    }
}
