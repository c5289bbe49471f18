package io.lightmark.backend.cpu;

/** The instruction sets that the kernels are compiled for; the native library holds one build of each. */
public enum SimdLevel {
    /** What every processor of the platform has: SSE2 on x86-64. */
    BASELINE("baseline instructions"),
    /** AVX2 with FMA: 256-bit vectors. */
    AVX2("AVX2"),
    /** AVX-512 F, BW, DQ and VL: 512-bit vectors. */
    AVX512("AVX-512");

    private final String label;

    SimdLevel(String label) {
        this.label = label;
    }

    /**
     * The widest instruction set that this processor has.
     *
     * @throws io.lightmark.error.DeviceException if the native library cannot be loaded
     */
    public static SimdLevel best() {
        NativeLibrary.load();
        return values()[NativeLightmark.simdLevel()];
    }

    /** The name for people: {@code AVX-512}. */
    public String label() {
        return label;
    }
}
