package io.lightmark.benchmarks;

import io.lightmark.backend.Backend;
import io.lightmark.backend.cpu.CpuBackend;
import io.lightmark.backend.cpu.CpuOptions;
import io.lightmark.backend.cpu.SimdLevel;
import io.lightmark.device.Devices;
import java.util.Locale;

/**
 * Which of our backends is measured. A device or instruction set that is not there is an error, never a fallback.
 *
 * @param device a name that {@link Devices} knows: {@code cpu}, {@code cuda:0}
 * @param simd instruction set of the CPU's kernels
 */
public record BackendChoice(String device, Simd simd) {
    /** The CPU's instruction sets. */
    public enum Simd {
        /** The widest that the processor has. */
        AUTO,
        BASELINE,
        AVX2,
        AVX512
    }

    public BackendChoice {
        if (!Devices.isName(device)) {
            throw new IllegalArgumentException("Expected a device of " + Devices.names() + " or cuda:N, received '"
                    + device + "'. Fix: use one of these.");
        }
        if (simd != Simd.AUTO && !device.equals(Devices.CPU)) {
            throw new IllegalArgumentException("Expected an instruction set for the device cpu only, received " + simd
                    + " for '" + device + "'. Fix: add --device cpu or leave --simd out.");
        }
    }

    /** Opens the backend; the caller closes it. */
    public Backend open(int threads) {
        return simd == Simd.AUTO
                ? Devices.open(device, threads).backend()
                : CpuBackend.open(new CpuOptions(threads, level()));
    }

    /**
     * What the kernels run on, for tables: the CPU's instruction set ({@code baseline}, {@code avx2}, {@code avx512}),
     * else the backend's name.
     */
    public String instructions(Backend opened) {
        return opened.name().equals(Devices.CPU) ? level().name().toLowerCase(Locale.ROOT) : opened.name();
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
