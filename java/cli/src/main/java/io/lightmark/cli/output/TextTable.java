package io.lightmark.cli.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of text for a terminal: first column flush left, all others flush right, a rule under the heading. */
public final class TextTable {
    private final int columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> rules = new ArrayList<>();

    public TextTable(String... heading) {
        this.columns = heading.length;
        row(heading);
        rule();
    }

    /** Appends a row; missing cells stay empty. */
    public TextTable row(String... cells) {
        if (cells.length > columns) {
            throw new IllegalArgumentException("Expected at most " + columns + " cells, received " + cells.length
                    + ". Fix: give the table a heading for each column.");
        }
        List<String> row = new ArrayList<>(Arrays.asList(cells));
        while (row.size() < columns) {
            row.add("");
        }
        rows.add(row);
        return this;
    }

    /** Appends a rule, such as before totals. */
    public TextTable rule() {
        rules.add(rows.size());
        return this;
    }

    @Override
    public String toString() {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        int total = Arrays.stream(widths).sum() + 2 * (columns - 1);
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < rows.size(); r++) {
            if (rules.contains(r)) {
                text.append("-".repeat(total)).append('\n');
            }
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = rows.get(r).get(i);
                String padding = " ".repeat(widths[i] - width(cell));
                line.append(i == 0 ? cell + padding : "  " + padding + cell);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
