package io.lightmark.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows of figures, as {@link Row#toMap} writes them into files, as a Markdown table: a line for us, one for each peer. */
public final class MarkdownTable {
    private enum Column {
        TASK("task", true),
        BATCH("batch", false),
        THREADS("threads", false),
        RUNTIME("runtime", true),
        P50("p50 µs", false),
        P90("p90 µs", false),
        P99("p99 µs", false),
        PER_PICTURE("µs per picture", false),
        OF_SIX_MILLIS("of 6 ms", false),
        RATE("pictures/s", false),
        RATIO("ours / theirs", false);

        private final String title;
        private final boolean text;

        Column(String title, boolean text) {
            this.title = title;
            this.text = text;
        }
    }

    private MarkdownTable() {}

    /** The table of some rows, ending with a line break. */
    public static String of(List<? extends Map<?, ?>> rows) {
        List<List<String>> lines = new ArrayList<>();
        List<Column> columns = List.of(Column.values());
        lines.add(columns.stream().map(column -> column.title).toList());
        lines.add(columns.stream().map(column -> column.text ? "---" : "--:").toList());
        for (Map<?, ?> row : rows) {
            lines.add(line(row, row, row.get("name") + " (" + row.get("simd") + ")", ""));
            if (row.get("peers") instanceof List<?> peers) {
                for (Object peer : peers) {
                    Map<?, ?> entry = (Map<?, ?>) peer;
                    lines.add(line(row, entry, String.valueOf(entry.get("name")), number("%.2f", entry, "ratio")));
                }
            }
        }
        return lines.stream()
                .map(cells -> "| " + String.join(" | ", cells) + " |\n")
                .collect(Collectors.joining());
    }

    private static List<String> line(Map<?, ?> row, Map<?, ?> entry, String name, String ratio) {
        return List.of(
                String.valueOf(row.get("task")),
                String.valueOf(row.get("batch")),
                String.valueOf(row.get("threads")),
                name,
                number("%.1f", entry, "p50Micros"),
                number("%.1f", entry, "p90Micros"),
                number("%.1f", entry, "p99Micros"),
                number("%.1f", entry, "perImageMicros"),
                String.format(Locale.ROOT, "%.3f", value(entry, "perImageMicros") / Row.SIX_MILLIS_IN_MICROS),
                number("%.0f", entry, "imagesPerSecond"),
                ratio);
    }

    private static String number(String format, Map<?, ?> entry, String key) {
        return String.format(Locale.ROOT, format, value(entry, key));
    }

    private static double value(Map<?, ?> entry, String key) {
        if (entry.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("Expected a number '" + key + "' in a row, received " + entry.get(key)
                + ". Fix: keep only files that the harness wrote.");
    }
}
