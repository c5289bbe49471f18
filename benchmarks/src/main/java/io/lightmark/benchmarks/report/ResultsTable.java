package io.lightmark.benchmarks.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Puts all kept results into the project's README, between two markers, so that no figure there is typed by hand. A test
 * holds the two together.
 */
public final class ResultsTable {
    private static final String BEGIN = "<!-- results: written by ResultsTable -->\n";
    private static final String END = "<!-- end of results -->\n";

    private ResultsTable() {}

    /** Rewrites the README in the root of the project: the only argument, this folder without one. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments.length == 0 ? "." : arguments[0]);
        Path readme = root.resolve("README.md");
        String text = Files.readString(readme, StandardCharsets.UTF_8);
        Files.writeString(readme, insert(text, tables(root.resolve("benchmarks/results"))), StandardCharsets.UTF_8);
    }

    /**
     * The tables of all kept results, newest first within a device. Files of depthwise layers stand beside PyTorch's of the
     * same day, {@code <date>-pytorch.json}; files of other kinds are kept for their own sake and not shown.
     */
    public static String tables(Path results) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files(results)) {
            Map<String, Object> document = read(file);
            Object table = document.get("table");
            if (table == null && document.containsKey("rows")) {
                appendHead(text, document);
                text.append(MarkdownTable.of(rows(document))).append('\n');
            } else if (DepthwiseMarkdown.TABLE.equals(table)) {
                appendHead(text, document);
                text.append("Copy rate: ").append(document.get("copyMethod")).append(".\n\n");
                text.append(DepthwiseMarkdown.of(rows(document), rivals(file))).append('\n');
                text.append(DepthwiseMarkdown.means(rows(document))).append('\n');
            }
        }
        return text.toString();
    }

    private static void appendHead(StringBuilder text, Map<String, Object> document) {
        text.append("### ").append(document.get("device")).append(", ").append(document.get("cores"));
        text.append(" cores, ").append(document.get("date")).append("\n\n");
        text.append(document.get("java"))
                .append("; ")
                .append(document.get("method"))
                .append(".\n\n");
    }

    private static List<Map<?, ?>> rivals(Path depthwise) throws IOException {
        String name = String.valueOf(depthwise.getFileName()).replace(DepthwiseMarkdown.TABLE, "pytorch");
        Path file = depthwise.resolveSibling(name);
        return !file.equals(depthwise) && Files.isRegularFile(file) ? rows(read(file)) : List.of();
    }

    private static Map<String, Object> read(Path file) throws IOException {
        return JSON.std.mapFrom(Files.readString(file, StandardCharsets.UTF_8));
    }

    private static List<Map<?, ?>> rows(Map<String, Object> document) {
        List<Map<?, ?>> rows = new ArrayList<>();
        if (document.get("rows") instanceof List<?> list) {
            list.forEach(row -> rows.add((Map<?, ?>) row));
        }
        return rows;
    }

    /** The README with what is between the markers replaced. */
    public static String insert(String readme, String tables) {
        int begin = readme.indexOf(BEGIN);
        int end = readme.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("Expected the lines '" + BEGIN.strip() + "' and '" + END.strip()
                    + "', received a text without them. Fix: put them where the figures belong.");
        }
        return readme.substring(0, begin + BEGIN.length()) + "\n" + tables + readme.substring(end);
    }

    private static List<Path> files(Path results) throws IOException {
        if (!Files.isDirectory(results)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(results)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted(Comparator.comparing((Path file) -> String.valueOf(file.getParent()))
                            .thenComparing(file -> String.valueOf(file.getFileName()), Comparator.reverseOrder()))
                    .toList();
        }
    }
}
