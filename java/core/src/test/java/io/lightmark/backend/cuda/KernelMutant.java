package io.lightmark.backend.cuda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A bug to plant into a kernel.
 *
 * @param bug what is wrong
 * @param file the source below {@code cuda-kernels} that is changed
 * @param module the kernel file that is compiled with the change
 * @param operations whose cases must fail
 * @param before text that the source holds exactly once
 * @param after what takes its place
 */
record KernelMutant(String bug, String file, String module, List<String> operations, String before, String after) {
    private static final String END = "---";

    KernelMutant {
        operations = List.copyOf(operations);
    }

    /** All in {@code kernel-mutants.txt}, which explains its format. */
    static List<KernelMutant> all() throws IOException {
        InputStream in = Objects.requireNonNull(KernelMutant.class.getResourceAsStream("kernel-mutants.txt"));
        List<KernelMutant> mutants = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    mutants.add(read(field(line, "mutant: "), lines));
                }
            }
        }
        return mutants;
    }

    private static KernelMutant read(String bug, BufferedReader lines) throws IOException {
        String file = field(lines.readLine(), "file: ");
        String module = field(lines.readLine(), "module: ");
        List<String> operations =
                List.of(field(lines.readLine(), "operations: ").split(" "));
        field(lines.readLine(), "old:");
        String before = until("new:", lines);
        return new KernelMutant(bug, file, module, operations, before, until(END, lines));
    }

    private static String until(String end, BufferedReader lines) throws IOException {
        List<String> text = new ArrayList<>();
        for (String line = lines.readLine(); !end.equals(line); line = lines.readLine()) {
            text.add(field(line, ""));
        }
        return String.join("\n", text);
    }

    private static String field(String line, String name) {
        if (line == null || !line.startsWith(name)) {
            throw new IllegalStateException(
                    "Expected a line '" + name + "…', received '" + line + "'. Fix: correct kernel-mutants.txt.");
        }
        return line.substring(name.length());
    }

    /** The source with the bug in it. */
    String plant(String source) {
        int at = source.indexOf(before);
        if (at < 0 || source.indexOf(before, at + 1) >= 0) {
            throw new IllegalStateException("Expected the text of the mutant '" + bug + "' once in " + file
                    + ", received " + (at < 0 ? "none" : "several")
                    + ". Fix: follow the kernel's change in kernel-mutants.txt.");
        }
        return source.substring(0, at) + after + source.substring(at + before.length());
    }

    @Override
    public String toString() {
        return module + ": " + bug + " (" + file + ")";
    }
}
