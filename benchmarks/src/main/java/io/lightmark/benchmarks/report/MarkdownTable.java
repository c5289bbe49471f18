package io.lightmark.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows of figures as a Markdown table: one line for us, one for each peer. */
public final class MarkdownTable {
    private static final List<String> HEAD = List.of(
            "task", "batch", "threads", "runtime", "p50 µs", "p90 µs", "p99 µs", "µs per picture", "of 6 ms",
            "pictures/s", "ours / theirs");

    private MarkdownTable() {}

    /** The table of some rows, ending with a line break. */
    public static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        lines.add(HEAD.stream()
                .map(title -> HEAD.indexOf(title) == 0 || HEAD.indexOf(title) == 3 ? "---" : "--:")
                .toList());
        for (Row row : rows) {
            lines.add(line(row, row.ours(), ""));
            for (Row.Entry peer : row.peers()) {
                double ratio = row.ours().timing().p50Micros() / peer.timing().p50Micros();
                lines.add(line(row, peer, number("%.2f", ratio)));
            }
        }
        return lines.stream().map(MarkdownTable::join).collect(Collectors.joining());
    }

    private static List<String> line(Row row, Row.Entry entry, String ratio) {
        double micros = entry.timing().p50Micros();
        double perPicture = micros / row.batch();
        return List.of(
                row.task(),
                Integer.toString(row.batch()),
                Integer.toString(row.threads()),
                entry == row.ours() ? entry.name() + " (" + row.simd() + ")" : entry.name(),
                number("%.1f", micros),
                number("%.1f", entry.timing().p90Micros()),
                number("%.1f", entry.timing().p99Micros()),
                number("%.2f", perPicture),
                number("%.4f", perPicture / Row.SIX_MILLIS_IN_MICROS),
                number("%.0f", 1e6 / perPicture),
                ratio);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String join(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
