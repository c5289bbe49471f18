package io.lightmark.backend;

import io.lightmark.backend.cpu.CpuBackend;
import io.lightmark.backend.cpu.CpuOptions;
import io.lightmark.backend.cpu.SimdLevel;
import io.lightmark.backend.cuda.CudaBackend;
import io.lightmark.backend.cuda.CudaOptions;
import io.lightmark.backend.cuda.cudnn.CudnnChoice;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.backend.reference.ReferenceBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The backends of this machine that must meet the contract. */
final class Backends {
    /**
     * A backend and how to open it.
     *
     * @param name the choice in test names and failures
     * @param family backends of one family promise the same bits
     * @param open opens it
     */
    record Choice(String name, String family, Supplier<Backend> open) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** System property: true to test a real GPU in place of the stand-in driver; a process has one of them. */
    private static final String NVIDIA = "lightmark.test.nvidia";

    /** System property: true where only the CPU backend is under test, as with sanitizers. */
    private static final String CPU_ONLY = "lightmark.test.cpu-only";

    private Backends() {}

    /** The oracle itself, which must meet the contract of plans like any other. */
    static Choice reference() {
        return new Choice("reference", "reference", ReferenceBackend::new);
    }

    /**
     * The backends that compute in float32: every instruction set of this processor with one and two threads, and the
     * CUDA kernels on the stand-in driver.
     */
    static List<Choice> compared() {
        List<Choice> choices = new ArrayList<>();
        for (SimdLevel simd : SimdLevel.values()) {
            if (simd.compareTo(SimdLevel.best()) <= 0) {
                String family = "cpu " + simd.name().toLowerCase(Locale.ROOT);
                for (int threads = 1; threads <= 2; threads++) {
                    CpuOptions options = new CpuOptions(threads, simd);
                    choices.add(new Choice(family + " threads " + threads, family, () -> CpuBackend.open(options)));
                }
            }
        }
        if (!Boolean.getBoolean(CPU_ONLY)) {
            choices.add(cuda());
        }
        return choices;
    }

    /** The CUDA kernels on the stand-in driver, or on the first GPU where that is asked for. */
    static Choice cuda() {
        LoadedDriver.Kind driver = Boolean.getBoolean(NVIDIA) ? LoadedDriver.Kind.NVIDIA : LoadedDriver.Kind.STAND_IN;
        String name = driver == LoadedDriver.Kind.NVIDIA ? "cuda:0" : "cuda:stand-in";
        return new Choice(name, name, () -> CudaBackend.open(new CudaOptions(driver, 0, false)));
    }

    /** Cudnn on the stand-in driver, for the operations that it can do. */
    static Choice cudnnStandIn() {
        CudaOptions options = new CudaOptions(LoadedDriver.Kind.STAND_IN, 0, false, CudnnChoice.FORCED);
        return new Choice("cuda:stand-in cudnn", "cuda:stand-in cudnn", () -> CudaBackend.open(options));
    }

    /** All of them. */
    static List<Choice> all() {
        List<Choice> choices = new ArrayList<>(compared());
        choices.add(reference());
        return choices;
    }
}
