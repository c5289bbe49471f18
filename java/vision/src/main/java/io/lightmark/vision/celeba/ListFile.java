package io.lightmark.vision.celeba;

import io.lightmark.error.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text file of rows as CelebA has them: optionally a line with the number of rows, optionally a line with the names of
 * the columns, then the rows. UTF-8 with or without byte order mark; lines end in LF, CR LF or CR; words are separated by
 * any number of blanks and tabs; blank lines do not count.
 *
 * @param file for messages
 * @param count the first line's number, if there is one
 * @param columns the line with the column names, if there is one
 * @param rows everything else
 */
record ListFile(String file, OptionalInt count, @Nullable Line columns, List<Line> rows) {
    private static final long MAX_BYTES = 512L << 20;
    private static final Pattern COLUMN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("(?i)nan|inf|infinity|null|none|na");

    /** Reads a file; {@code what} says what its rows are, such as "pictures". */
    static ListFile read(Path path, String what) {
        return parse(path.toString(), bytes(path), what);
    }

    static ListFile parse(String file, byte[] bytes, String what) {
        List<Line> lines = lines(file, bytes);
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

    private static byte[] bytes(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new DataException(path.toString(), 0, 0, "a list file", "no file", "check the path.");
            }
            long size = Files.size(path);
            if (size > MAX_BYTES) {
                throw new DataException(
                        path.toString(),
                        0,
                        0,
                        "a list of at most " + MAX_BYTES + " bytes",
                        size,
                        "divide the dataset.");
            }
            return Files.readAllBytes(path);
        } catch (IOException failed) {
            throw new DataException(
                    path.toString(), 0, 0, "a readable list file", failed, "check the path and its permissions.");
        }
    }

    private static List<Line> lines(String file, byte[] bytes) {
        List<Line> lines = new ArrayList<>();
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        int start = marked ? 3 : 0;
        for (int number = 1; start < bytes.length; number++) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            Line line = Line.of(file, number, text(file, number, bytes, start, end));
            if (!line.tokens().isEmpty()) {
                lines.add(line);
            }
            boolean two = end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n';
            start = end + (two ? 2 : 1);
        }
        return lines;
    }

    private static String text(String file, int line, byte[] bytes, int start, int end) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new DataException(
                    file, line, 0, "text in UTF-8", malformed.toString(), "save the list as UTF-8 or plain ASCII.");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && (Character.isISOControl(c) || c == '\ufeff' || (c != ' ' && Character.isSpaceChar(c)))) {
                throw new DataException(
                        file,
                        line,
                        i + 1,
                        "printable characters, blanks and tabs",
                        String.format(java.util.Locale.ROOT, "character U+%04X", (int) c),
                        "save the list as plain text.");
            }
        }
        return text;
    }
}
