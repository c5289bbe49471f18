package io.lightmark.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lightmark.benchmarks.report.KernelTable.Figures;
import io.lightmark.benchmarks.report.KernelTable.Kernel;
import io.lightmark.benchmarks.report.KernelTable.Listing;
import io.lightmark.benchmarks.report.KernelTable.Toolkit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelTableTest {
    private static final Path PAGE = Path.of("../docs/kernels.md");

    /** Other compilers need other registers, so only those the page was made with can tell whether it is up to date. */
    @Test
    void pageShowsTheKernelsOfThisBuild() throws IOException {
        Listing listing = KernelTable.ofThisBuild();
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);
        assumeTrue(
                page.contains(KernelTable.madeBy(listing)),
                () -> "docs/kernels.md was made by other CUDA compilers than this build: " + listing.toolkits());
        assertEquals(KernelTable.page(listing), page, "run KernelTable, the command stands in docs/kernels.md");
    }

    @Test
    void theNewestCompilersFiguresAreGroupedByArchitecture() {
        Listing listing = new Listing(
                List.of(
                        new Toolkit("nvcc 13.0", "nvcc-13.0", 13000, List.of(75, 80, 86)),
                        new Toolkit("nvrtc 11.8", "nvrtc-11.8", 11080, List.of(61, 75))),
                List.of(kernel("add_forward", 0, 40, 32, 32, 24, 99), kernel("add_backward", 16, 41, 50, 50, 25, 99)));
        String page = KernelTable.page(listing);
        List<String> lines = page.lines().filter(line -> line.startsWith("|")).toList();
        assertEquals("| kernel | threads | shared | sm_61 | sm_75 | sm_80–86 |", lines.get(0), "head");
        assertEquals("| `add_forward` | 256 | 512 | 24 | 40 | 32 |", lines.get(2), "first kernel");
        assertEquals("| `add_backward` | 256 | 512 | 25 | 41 | 50 |", lines.get(3), "second kernel");
        assertTrue(page.contains("These spill or use a stack: `add_backward`."), page);
        assertTrue(page.contains("Made by nvcc 13.0 (sm_75 sm_80 sm_86), nvrtc 11.8 (sm_61 sm_75).\n"), page);
    }

    private static Kernel kernel(String name, int stack, int... registers) {
        return new Kernel(
                name,
                256,
                List.of(
                        new Figures("nvcc-13.0", 75, registers[0], 512, stack, 0),
                        new Figures("nvcc-13.0", 80, registers[1], 512, stack, 0),
                        new Figures("nvcc-13.0", 86, registers[2], 512, stack, 0),
                        new Figures("nvrtc-11.8", 61, registers[3], 512, stack, 0),
                        new Figures("nvrtc-11.8", 75, registers[4], 512, stack, 0)));
    }
}
