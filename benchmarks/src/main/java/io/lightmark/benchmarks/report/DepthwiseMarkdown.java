package io.lightmark.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The figures of depthwise layers, as their files hold them, as a Markdown table: a line per layer and batch, with the
 * fastest variant of PyTorch beside it where it was measured in the same run.
 */
public final class DepthwiseMarkdown {
    /** What tells files with these figures from those of the harness: the value of their key {@code table}. */
    public static final String TABLE = "depthwise";

    private static final List<String> SHAPE = List.of("channels", "side", "kernel", "stride", "batch");
    private static final List<String> PASSES = List.of("forward", "backward");

    private DepthwiseMarkdown() {}

    /** A layer with a batch: the numbers of {@link #SHAPE}. */
    private record Problem(List<Integer> numbers) {
        static Problem of(Map<?, ?> row) {
            return new Problem(SHAPE.stream()
                    .map(key -> ((Number) Objects.requireNonNull(row.get(key), key)).intValue())
                    .toList());
        }

        int batch() {
            return numbers.get(4);
        }

        String layer() {
            return numbers.get(0) + "x" + numbers.get(1) + " k" + numbers.get(2) + " s" + numbers.get(3);
        }
    }

    /**
     * The table, ending with a line break.
     *
     * @param rows of a file of depthwise layers
     * @param rivals rows of PyTorch's file; empty where it was not measured
     */
    public static String of(List<? extends Map<?, ?>> rows, List<? extends Map<?, ?>> rivals) {
        List<String> heads =
                PASSES.stream().flatMap(pass -> heads(pass, rivals).stream()).toList();
        List<List<String>> lines = new ArrayList<>();
        lines.add(with(List.of("layer", "batch"), heads));
        lines.add(with(List.of("---", "--:"), heads.stream().map(head -> "--:").toList()));
        Map<Problem, List<Map<?, ?>>> problems = new LinkedHashMap<>();
        rows.forEach(row -> problems.computeIfAbsent(Problem.of(row), key -> new ArrayList<>())
                .add(row));
        problems.forEach((problem, ours) -> {
            List<String> cells = PASSES.stream()
                    .flatMap(pass -> cells(problem, pass, ours, rivals).stream())
                    .toList();
            lines.add(with(List.of(problem.layer(), String.valueOf(problem.batch())), cells));
        });
        return lines.stream()
                .map(cells -> "| " + String.join(" | ", cells) + " |\n")
                .collect(Collectors.joining());
    }

    /** Geometric means of the shares of the copy rate, one line per batch. */
    public static String means(List<? extends Map<?, ?>> rows) {
        StringBuilder text = new StringBuilder();
        rows.stream().map(row -> Problem.of(row).batch()).distinct().forEach(batch -> {
            String shares = PASSES.stream()
                    .map(pass -> String.format(Locale.ROOT, "%s %.1f %%", pass, 100 * mean(rows, batch, pass)))
                    .collect(Collectors.joining(", "));
            text.append("Geometric mean of the share of the copy rate at batch ")
                    .append(batch)
                    .append(": ")
                    .append(shares)
                    .append(".\n");
        });
        return text.toString();
    }

    /** NaN where nothing was measured. */
    public static double mean(List<? extends Map<?, ?>> rows, int batch, String pass) {
        return Math.exp(rows.stream()
                .filter(row -> Problem.of(row).batch() == batch && pass.equals(row.get("pass")))
                .mapToDouble(row -> Math.log(number(row, "ofCopy")))
                .average()
                .orElse(Double.NaN));
    }

    private static List<String> heads(String pass, List<? extends Map<?, ?>> rivals) {
        List<String> ours = List.of(pass + " µs", "GB/s", "of copy");
        return rivals.isEmpty() ? ours : with(ours, List.of("PyTorch µs", "ours / theirs"));
    }

    private static List<String> cells(
            Problem problem, String pass, List<? extends Map<?, ?>> ours, List<? extends Map<?, ?>> rivals) {
        Optional<? extends Map<?, ?>> own =
                ours.stream().filter(row -> pass.equals(row.get("pass"))).findFirst();
        List<String> cells = own.map(row -> List.of(
                        format("%.2f", number(row, "p50Micros")),
                        format("%.0f", number(row, "gigabytesPerSecond")),
                        format("%.1f %%", 100 * number(row, "ofCopy"))))
                .orElse(List.of("", "", ""));
        if (rivals.isEmpty()) {
            return cells;
        }
        Optional<? extends Map<?, ?>> best = rivals.stream()
                .filter(row -> TABLE.equals(row.get("task")) && pass.equals(row.get("pass")))
                .filter(row -> Problem.of(row).equals(problem))
                .min(Comparator.comparingDouble(row -> number(row, "p50Micros")));
        String theirs = best.map(row -> format("%.2f", number(row, "p50Micros")) + " (" + row.get("variant") + ")")
                .orElse("");
        String ratio = own.flatMap(row -> best.map(other -> number(row, "p50Micros") / number(other, "p50Micros")))
                .map(value -> format("%.2f", value))
                .orElse("");
        return with(cells, List.of(theirs, ratio));
    }

    private static List<String> with(List<String> first, List<String> more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(more);
        return all;
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }

    private static double number(Map<?, ?> row, String key) {
        return row.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
