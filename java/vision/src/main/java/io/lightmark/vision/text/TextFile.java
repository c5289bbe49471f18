package io.lightmark.vision.text;

import io.lightmark.error.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text file in lines: UTF-8 with or without byte order mark; lines end in LF, CR LF or CR; nothing but printable
 * characters, blanks and tabs. Blank lines are left out, the others keep their numbers.
 *
 * @param file for messages
 * @param rows the lines that are not blank
 */
public record TextFile(String file, List<Row> rows) {
    /**
     * A line as it stands.
     *
     * @param number counted from 1
     */
    public record Row(int number, String text) {}

    private static final long MAX_BYTES = 512L << 20;

    public TextFile {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a file of at most 512 MiB.
     *
     * @throws DataException if there is none, or it is no plain text
     */
    public static TextFile read(Path path) {
        return parse(path.toString(), bytes(path));
    }

    /** The lines cut at blanks and tabs. */
    public List<Line> words() {
        return rows.stream().map(row -> Line.of(file, row.number(), row.text())).toList();
    }

    /** The lines cut at commas; see {@link Cells}. */
    public List<Line> cells() {
        return rows.stream()
                .map(row -> Cells.of(file, row.number(), row.text()))
                .toList();
    }

    private static byte[] bytes(Path path) {
        try {
            if (!Files.isRegularFile(path)) {
                throw new DataException(path.toString(), 0, 0, "a text file", "no file", "check the path.");
            }
            long size = Files.size(path);
            if (size > MAX_BYTES) {
                throw new DataException(
                        path.toString(),
                        0,
                        0,
                        "a text of at most " + MAX_BYTES + " bytes",
                        size,
                        "divide the dataset.");
            }
            return Files.readAllBytes(path);
        } catch (IOException failed) {
            throw new DataException(
                    path.toString(), 0, 0, "a readable text file", failed, "check the path and its permissions.");
        }
    }

    /**
     * Cuts the bytes of a file into lines.
     *
     * @param file for messages
     * @throws DataException if they are not plain text
     */
    public static TextFile parse(String file, byte[] bytes) {
        List<Row> lines = new ArrayList<>();
        boolean marked =
                bytes.length >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf;
        int start = marked ? 3 : 0;
        for (int number = 1; start < bytes.length; number++) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            String text = text(file, number, bytes, start, end);
            if (!text.isBlank()) {
                lines.add(new Row(number, text));
            }
            boolean two = end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n';
            start = end + (two ? 2 : 1);
        }
        return new TextFile(file, lines);
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
                    file, line, 0, "text in UTF-8", malformed.toString(), "save the file as UTF-8 or plain ASCII.");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && (Character.isISOControl(c) || c == '\ufeff' || (c != ' ' && Character.isSpaceChar(c)))) {
                throw new DataException(
                        file,
                        line,
                        i + 1,
                        "printable characters, blanks and tabs",
                        String.format(Locale.ROOT, "character U+%04X", (int) c),
                        "save the file as plain text.");
            }
        }
        return text;
    }
}
