package io.lightmark.benchmarks;

import io.lightmark.backend.Backend;
import io.lightmark.backend.cpu.CpuBackend;
import io.lightmark.backend.cpu.CpuOptions;
import io.lightmark.backend.cpu.SimdLevel;
import io.lightmark.backend.reference.ReferenceBackend;
import java.util.Locale;

/** Which of our backends is measured. A device or instruction set that is not there is an error, never a fallback. */
public record BackendChoice(Device device, Simd simd) {
    /** Our devices. */
    public enum Device {
        /** The CPU. */
        AUTO,
        CPU,
        /** The oracle: slow by design, here to try the harness out. */
        REFERENCE
    }

    /** The CPU's instruction sets. */
    public enum Simd {
        /** The widest that the processor has. */
        AUTO,
        BASELINE,
        AVX2,
        AVX512
    }

    /** Opens the backend; the caller closes it. */
    public Backend open(int threads) {
        return device == Device.REFERENCE ? new ReferenceBackend() : CpuBackend.open(new CpuOptions(threads, level()));
    }

    /** The instruction set that its kernels use on this machine: {@code baseline}, {@code avx2}, {@code avx512}. */
    public String instructions() {
        return device == Device.REFERENCE ? "none" : level().name().toLowerCase(Locale.ROOT);
    }

    private SimdLevel level() {
        return switch (simd) {
            case AUTO -> SimdLevel.best();
            case BASELINE -> SimdLevel.BASELINE;
            case AVX2 -> SimdLevel.AVX2;
            case AVX512 -> SimdLevel.AVX512;
        };
    }
}
