package io.lightmark.vision.celeba;

import io.lightmark.error.DataException;
import io.lightmark.vision.text.Line;
import io.lightmark.vision.text.TextFile;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text file of rows as CelebA has them: optionally a line with the number of rows, optionally a line with the names of
 * the columns, then the rows. Words are separated by any number of blanks and tabs; blank lines do not count.
 *
 * @param file for messages
 * @param count the first line's number, if there is one
 * @param columns the line with the column names, if there is one
 * @param rows everything else
 */
record ListFile(String file, OptionalInt count, @Nullable Line columns, List<Line> rows) {
    private static final Pattern COLUMN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("(?i)nan|inf|infinity|null|none|na");

    /** Reads a file; {@code what} says what its rows are, such as "pictures". */
    static ListFile read(Path path, String what) {
        return of(TextFile.read(path), what);
    }

    static ListFile of(TextFile text, String what) {
        String file = text.file();
        List<Line> lines = text.words();
        int next = 0;
        OptionalInt count = OptionalInt.empty();
        if (!lines.isEmpty() && lines.get(0).tokens().size() == 1) {
            count = OptionalInt.of(lines.get(next++).token(0).whole("the number of " + what));
        }
        @Nullable Line columns = null;
        if (next < lines.size() && isColumns(lines.get(next))) {
            columns = lines.get(next++);
        }
        List<Line> rows = List.copyOf(lines.subList(next, lines.size()));
        if (count.isPresent() && count.getAsInt() != rows.size()) {
            throw new DataException(
                    file,
                    lines.get(0).number(),
                    lines.get(0).token(0).column(),
                    "as many rows as the first line says, " + count.getAsInt() + " " + what,
                    rows.size() + " rows",
                    "copy the file again if it was cut off, else correct its first line.");
        }
        return new ListFile(file, count, columns, rows);
    }

    private static boolean isColumns(Line line) {
        return line.tokens().size() > 1
                && line.tokens().stream()
                        .allMatch(token -> COLUMN_NAME.matcher(token.text()).matches()
                                && !NOT_A_NUMBER.matcher(token.text()).matches());
    }
}
