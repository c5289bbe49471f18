package io.lightmark.vision.pointfile;

import io.lightmark.error.DataException;
import io.lightmark.vision.text.Line;
import io.lightmark.vision.text.TextFile;
import io.lightmark.vision.text.Token;
import java.util.List;
import java.util.Locale;

/**
 * A {@code .pts} file as 300-W and menpo have it: {@code version: 1}, {@code n_points: 68}, {@code {}, a line of x and y for
 * every point, <code>}</code>; or the lines of points alone. Pixels count from 1, so 1 is subtracted.
 */
public final class PtsFile {
    private static final int FROM_ONE = -1;

    private PtsFile() {}

    /**
     * The landmarks x₁, y₁, x₂, …, 0-based.
     *
     * @throws DataException with line and column if the text is anything else
     */
    public static float[] parse(TextFile text) {
        List<Line> lines = text.words();
        if (lines.isEmpty()) {
            throw new DataException(
                    text.file(), 0, 0, "'version: 1' or x and y of a point", "nothing", "copy the file again.");
        }
        boolean bare = Character.toLowerCase(lines.get(0).token(0).text().charAt(0)) != 'v';
        return PointLines.read(text.file(), bare ? lines : inBraces(lines), FROM_ONE);
    }

    /**
     * A file's text, with header and five decimals, which {@link #parse} reads back.
     *
     * @param landmarks x₁, y₁, x₂, …, 0-based and finite; 1 is added
     */
    public static String text(float[] landmarks) {
        StringBuilder text = new StringBuilder("version: 1\nn_points: ")
                .append(landmarks.length / 2)
                .append("\n{\n");
        for (int i = 0; i < landmarks.length; i++) {
            if (!Float.isFinite(landmarks[i])) {
                throw new IllegalArgumentException("Expected finite landmarks, received " + landmarks[i] + " for point "
                        + (i / 2 + 1) + ". Fix: leave such a face out.");
            }
            text.append(String.format(Locale.ROOT, "%.5f", (double) landmarks[i] - FROM_ONE))
                    .append(i % 2 == 0 ? ' ' : '\n');
        }
        return text.append("}\n").toString();
    }

    private static List<Line> inBraces(List<Line> lines) {
        requireKey(lines, 0, "version:", "'version: 1'");
        Line second = requireKey(lines, 1, "n_points:", "'n_points: 68'");
        Token count = second.token(1);
        int points = count.whole("the number of points");
        if (points < 1 || points > PointLines.MOST_POINTS) {
            throw count.bad("1 to " + PointLines.MOST_POINTS + " points", "correct the file.");
        }
        requireBrace(lines, 2, "{");
        List<Line> body = lines.subList(3, Math.min(3 + points, lines.size()));
        requireBrace(lines, 3 + points, "}");
        if (lines.size() > 4 + points) {
            throw lines.get(4 + points).token(0).bad("the end of the file after '}'", "remove what is too much.");
        }
        return body;
    }

    private static Line requireKey(List<Line> lines, int index, String key, String example) {
        Line line = require(lines, index, example);
        if (!line.token(0).text().toLowerCase(Locale.ROOT).equals(key)) {
            throw line.token(0).bad(example, "write the header as 300-W does, or leave it out with its braces.");
        }
        line.requireTokens(2, "one number after '" + key + "'");
        return line;
    }

    private static void requireBrace(List<Line> lines, int index, String brace) {
        String expected = brace.equals("{") ? "'{'" : "'}' after as many points as n_points says";
        Line line = require(lines, index, expected);
        if (!line.token(0).text().equals(brace)) {
            throw line.token(0).bad(expected, "correct n_points or the number of lines.");
        }
        line.requireTokens(1, "'" + brace + "' alone");
    }

    private static Line require(List<Line> lines, int index, String expected) {
        if (index >= lines.size()) {
            Line last = lines.get(lines.size() - 1);
            throw new DataException(
                    last.file(), last.number() + 1, 0, expected, "the end of the file", "copy the file again.");
        }
        return lines.get(index);
    }
}
