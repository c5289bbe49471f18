package io.lightmark.benchmarks.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Writes {@code docs/kernels.md}: what every CUDA kernel of this build needs of a device, as the assemblers report it. A
 * test holds the page and the build together.
 */
public final class KernelTable {
    private static final String LISTING = "/io/lightmark/cuda/images.json";

    private KernelTable() {}

    /** What {@code images.json} says. */
    record Listing(List<Toolkit> toolkits, List<Kernel> kernels) {}

    record Toolkit(String name, String folder, int cudaVersion, List<Integer> architectures) {}

    record Kernel(String name, int threads, List<Figures> figures) {}

    record Figures(
            String toolkit, int architecture, int registers, int sharedBytes, int stackBytes, int spillStoreBytes) {}

    /** Rewrites the page in the project whose root is the only argument, or this folder without one. */
    public static void main(String[] arguments) throws IOException {
        Path page = Path.of(arguments.length == 0 ? "." : arguments[0]).resolve("docs/kernels.md");
        Listing listing = ofThisBuild();
        if (listing.toolkits().isEmpty()) {
            throw new IllegalStateException(
                    "Expected a build with CUDA images, received one without. Fix: install nvcc,"
                            + " run cuda-kernels/tools/fetch-nvrtc.sh and build again.");
        }
        Files.writeString(page, page(listing), StandardCharsets.UTF_8);
    }

    /** The listing on the class path. */
    static Listing ofThisBuild() throws IOException {
        try (InputStream in = Objects.requireNonNull(KernelTable.class.getResourceAsStream(LISTING), LISTING)) {
            return Objects.requireNonNull(JSON.std.beanFrom(Listing.class, in.readAllBytes()), LISTING);
        }
    }

    static String page(Listing listing) {
        return """
                # CUDA kernels

                What each kernel needs, as the assemblers report it. Written by `KernelTable`, never by hand:

                ```
                cuda-kernels/tools/fetch-nvrtc.sh
                mvn -q -pl benchmarks -am process-classes exec:exec \\
                    -Dbenchmark.main=io.lightmark.benchmarks.report.KernelTable -Dbenchmark.args=
                ```

                """
                + madeBy(listing) + "\n"
                + "Where several make an architecture, the newest one's figures stand here. Threads: the greatest block."
                + " Shared memory: bytes per block. Then registers per thread, by architecture.\n\n"
                + table(listing) + "\n" + spills(listing) + "\n";
    }

    /** The line that tells which compilers a page is about. */
    static String madeBy(Listing listing) {
        return listing.toolkits().stream()
                .map(toolkit -> toolkit.name() + " ("
                        + toolkit.architectures().stream()
                                .map(number -> "sm_" + number)
                                .collect(Collectors.joining(" "))
                        + ")")
                .collect(Collectors.joining(", ", "Made by ", ".\n"));
    }

    private static String table(Listing listing) {
        List<Map<Integer, Figures>> figures = listing.kernels().stream()
                .map(kernel -> newest(listing.toolkits(), kernel))
                .toList();
        List<List<Integer>> columns = columns(figures);
        StringBuilder text = new StringBuilder();
        append(text, List.of("kernel", "threads", "shared"), columns.stream().map(KernelTable::title));
        append(text, List.of("---", "--:", "--:"), columns.stream().map(column -> "--:"));
        for (int i = 0; i < figures.size(); i++) {
            Kernel kernel = listing.kernels().get(i);
            Map<Integer, Figures> of = figures.get(i);
            append(
                    text,
                    List.of("`" + kernel.name() + "`", String.valueOf(kernel.threads()), shared(of.values())),
                    columns.stream().map(column -> registers(of, column.get(0))));
        }
        return text.toString();
    }

    /** By architecture, those of the newest compiler. */
    private static Map<Integer, Figures> newest(List<Toolkit> toolkits, Kernel kernel) {
        Map<String, Integer> versions =
                toolkits.stream().collect(Collectors.toMap(Toolkit::folder, Toolkit::cudaVersion));
        Map<Integer, Figures> newest = new TreeMap<>();
        for (Figures figures : kernel.figures()) {
            newest.merge(
                    figures.architecture(),
                    figures,
                    (a, b) -> versions.getOrDefault(a.toolkit(), 0) > versions.getOrDefault(b.toolkit(), 0) ? a : b);
        }
        return newest;
    }

    /** Architectures side by side whose registers agree in every kernel share a column. */
    private static List<List<Integer>> columns(List<Map<Integer, Figures>> kernels) {
        Map<Integer, List<String>> registers = new TreeMap<>();
        for (Map<Integer, Figures> kernel : kernels) {
            kernel.keySet().forEach(architecture -> registers.put(architecture, new ArrayList<>()));
        }
        registers.forEach(
                (architecture, column) -> kernels.forEach(kernel -> column.add(registers(kernel, architecture))));
        List<List<Integer>> groups = new ArrayList<>();
        List<String> before = List.of();
        for (Map.Entry<Integer, List<String>> column : registers.entrySet()) {
            if (!column.getValue().equals(before)) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(column.getKey());
            before = column.getValue();
        }
        return groups;
    }

    private static String title(List<Integer> column) {
        String first = "sm_" + column.get(0);
        return column.size() == 1 ? first : first + "–" + column.get(column.size() - 1);
    }

    private static String registers(Map<Integer, Figures> figures, int architecture) {
        Figures of = figures.get(architecture);
        return of == null ? "" : String.valueOf(of.registers());
    }

    private static String shared(Collection<Figures> figures) {
        IntStream bytes =
                figures.stream().mapToInt(Figures::sharedBytes).distinct().sorted();
        return bytes.mapToObj(String::valueOf).collect(Collectors.joining(" or "));
    }

    private static String spills(Listing listing) {
        String spilling = listing.kernels().stream()
                .filter(kernel -> kernel.figures().stream()
                        .anyMatch(figures -> figures.stackBytes() > 0 || figures.spillStoreBytes() > 0))
                .map(kernel -> "`" + kernel.name() + "`")
                .collect(Collectors.joining(", "));
        return spilling.isEmpty()
                ? "None spills registers or uses a stack."
                : "These spill or use a stack: " + spilling + ".";
    }

    private static void append(StringBuilder text, List<String> cells, Stream<String> more) {
        text.append("| ").append(String.join(" | ", cells)).append(" | ");
        text.append(more.collect(Collectors.joining(" | "))).append(" |\n");
    }
}
