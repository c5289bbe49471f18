package io.lightmark.backend.cuda.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the assemblers report of the kernels. A spill moves registers to memory in the middle of a loop: it costs more
 * than the kernel was written to save, so it fails the build like a wrong result.
 */
class KernelFiguresTest {
    private static final int GREATEST_SHARED_BYTES = 48 << 10;

    /**
     * A kernel that may spill a little in one image.
     *
     * @param bytes of spill stores, at most
     */
    private record MaySpill(String kernel, String toolkit, int architecture, int bytes, String reason) {
        boolean covers(Kernel kernel, Figures figures) {
            return kernel.name().equals(this.kernel)
                    && figures.toolkit().equals(toolkit)
                    && figures.architecture() == architecture
                    && figures.spillStoreBytes() <= bytes;
        }
    }

    private static final List<MaySpill> MAY_SPILL = List.of(new MaySpill(
            "squeeze_excite_gradient_hidden",
            "nvrtc-11.8",
            70,
            8,
            "this assembler settles for 48 registers to place a fifth block, at the price of two words; on no other"
                    + " architecture does it or CUDA 13's, and the kernel is a small product"));

    private static List<Kernel> kernels = List.of();

    record Listing(List<Toolkit> toolkits, List<Kernel> kernels) {}

    record Kernel(String name, String module, int threads, List<Figures> figures) {}

    record Figures(
            String toolkit,
            int architecture,
            int registers,
            int sharedBytes,
            int stackBytes,
            int spillStoreBytes,
            int spillLoadBytes) {
        boolean staysInRegisters() {
            return stackBytes == 0 && spillStoreBytes == 0 && spillLoadBytes == 0;
        }
    }

    @BeforeAll
    static void readTheList() throws IOException {
        byte[] json = ImageResources.onClassPath().require("images.json");
        Listing listing = Objects.requireNonNull(JSON.std.beanFrom(Listing.class, json), "images.json");
        assumeFalse(listing.toolkits().isEmpty(), "built without CUDA images: there are no figures to look at");
        kernels = listing.kernels();
        assertTrue(!kernels.isEmpty(), "toolkits, but no kernels");
        int images = listing.toolkits().stream()
                .mapToInt(toolkit -> toolkit.architectures().size())
                .sum();
        for (Kernel kernel : kernels) {
            assertEquals(images, kernel.figures().size(), () -> "images with figures of " + kernel.name());
        }
    }

    @Test
    void noKernelSpillsOrUsesAStack() {
        assertNone(
                kernels.stream()
                        .flatMap(kernel -> kernel.figures().stream()
                                .filter(figures -> !figures.staysInRegisters())
                                .filter(figures -> MAY_SPILL.stream().noneMatch(may -> may.covers(kernel, figures)))
                                .map(figures -> kernel.name() + " " + figures)),
                "use fewer registers (a smaller tile, a lower launch bound), or say in MAY_SPILL why this one may");
    }

    @Test
    void sharedMemoryFitsEveryDevice() {
        assertNone(
                kernels.stream()
                        .flatMap(kernel -> kernel.figures().stream()
                                .filter(figures -> figures.sharedBytes() > GREATEST_SHARED_BYTES)
                                .map(figures -> kernel.name() + " " + figures)),
                "use at most 48 KiB per block");
    }

    /** More registers than this and a block of the kernel's greatest size cannot be launched. */
    @Test
    void theGreatestBlockFitsTheRegisterFile() {
        assertNone(
                kernels.stream()
                        .flatMap(kernel -> kernel.figures().stream()
                                .filter(figures -> figures.registers() * kernel.threads() > 65_536)
                                .map(figures -> kernel.name() + " of " + kernel.threads() + " threads " + figures)),
                "lower the launch bound or the registers");
    }

    @Test
    void kernelsAreNamedAfterTheirModule() {
        assertNone(
                kernels.stream()
                        .filter(kernel -> !kernel.name().startsWith(kernel.module() + "_"))
                        .map(kernel -> kernel.name() + " in " + kernel.module() + ".cu"),
                "begin the name with the file's");
    }

    private static void assertNone(Stream<String> findings, String fix) {
        List<String> list = findings.toList();
        assertTrue(
                list.isEmpty(),
                () -> "Expected no such kernel, received:\n" + String.join("\n", list) + "\nFix: " + fix);
    }
}
