package io.lightmark.vision.csv;

import io.lightmark.error.DataException;
import io.lightmark.vision.text.Line;
import io.lightmark.vision.text.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What each column of a CSV file holds. The first one is the picture's name. Columns with one of the names below have that
 * meaning; all others are x and y of the landmarks in turn.
 *
 * @param count columns of every row
 * @param landmarks the columns of x₁, y₁, x₂, …
 * @param named the columns with a meaning by name: {@code split}, {@code box_x}, {@code box_y}, {@code box_width}, {@code
 *     box_height}, {@code attributes}
 */
record CsvColumns(int count, List<Integer> landmarks, Map<String, Integer> named) {
    static final String SPLIT = "split";
    static final List<String> BOX = List.of("box_x", "box_y", "box_width", "box_height");
    static final String ATTRIBUTES = "attributes";

    /** What {@code lightmark predict} says about a photo beside its landmarks. */
    private static final Set<String> UNUSED = Set.of("width", "height", "sound");

    private static final int MOST_POINTS = 10_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_. -]*");
    private static final Pattern NOT_A_NUMBER = Pattern.compile("(?i)nan|inf|infinity|null|none|na");
    private static final List<Pattern> AXES =
            List.of(Pattern.compile("(?i)x.*|.*x|.*[_ ]x[_ ].*"), Pattern.compile("(?i)y.*|.*y|.*[_ ]y[_ ].*"));

    /**
     * Whether a line names columns: its first cell is empty, or all others are words instead of numbers, or they count from 0
     * or 1 behind a word that is no file's name.
     */
    static boolean isHeader(Line line) {
        return line.token(0).text().isEmpty()
                || isNumbering(line)
                || (line.tokens().size() > 1
                        && line.tokens().stream()
                                .skip(1)
                                .map(Token::text)
                                .allMatch(text -> NAME.matcher(text).matches()
                                        && !NOT_A_NUMBER.matcher(text).matches()));
    }

    /** Tables number columns that have no name; a picture {@code a.jpg} at (1, 2) is told apart by its extension. */
    private static boolean isNumbering(Line line) {
        List<Token> cells = line.tokens();
        if (cells.size() < 2 || line.token(0).text().contains(".")) {
            return false;
        }
        int first = line.token(1).text().equals("0") ? 0 : 1;
        return IntStream.range(1, cells.size())
                .allMatch(i -> line.token(i).text().equals(String.valueOf(first + i - 1)));
    }

    /** The columns of a file without a line that names them: a picture's name and then landmarks. */
    static CsvColumns ofRow(Line row) {
        List<Integer> landmarks = new ArrayList<>();
        for (int i = 1; i < row.tokens().size(); i++) {
            landmarks.add(i);
        }
        return checked(row, landmarks, Map.of());
    }

    /** The columns as a line names them; numbers instead of names are landmarks. */
    static CsvColumns ofHeader(Line header) {
        List<Integer> landmarks = new ArrayList<>();
        Map<String, Integer> named = new HashMap<>();
        for (int i = 1; i < header.tokens().size(); i++) {
            Token token = header.token(i);
            String name = token.text().toLowerCase(Locale.ROOT);
            boolean known = name.equals(SPLIT) || name.equals(ATTRIBUTES) || BOX.contains(name);
            if (known && named.putIfAbsent(name, i) != null) {
                throw token.bad("a column named " + name + " once", "rename or remove one of the two.");
            }
            if (!known && !UNUSED.contains(name)) {
                requireAxis(token, landmarks.size() % 2);
                landmarks.add(i);
            }
        }
        if (BOX.stream().anyMatch(named::containsKey) && !named.keySet().containsAll(BOX)) {
            throw new DataException(
                    header.file(),
                    header.number(),
                    header.length() + 1,
                    "the columns " + String.join(", ", BOX),
                    "some of them only",
                    "add the others, or remove them all.");
        }
        return checked(header, landmarks, named);
    }

    private static void requireAxis(Token token, int axis) {
        if (!NUMBER.matcher(token.text()).matches()
                && !AXES.get(axis).matcher(token.text()).matches()) {
            String letter = axis == 0 ? "x" : "y";
            throw token.bad(
                    "a column of landmarks' " + letter + ", such as " + letter + "1 or nose_" + letter,
                    "name the columns x1, y1, x2, …; others may be split, attributes, " + String.join(", ", BOX)
                            + ", width, height and sound.");
        }
    }

    private static CsvColumns checked(Line line, List<Integer> landmarks, Map<String, Integer> named) {
        if (landmarks.isEmpty() || landmarks.size() % 2 != 0 || landmarks.size() > 2 * MOST_POINTS) {
            throw new DataException(
                    line.file(),
                    line.number(),
                    line.length() + 1,
                    "a picture's name, then x and y of every point, separated by commas",
                    landmarks.size() + " columns of landmarks",
                    "complete the line.");
        }
        return new CsvColumns(line.tokens().size(), List.copyOf(landmarks), Map.copyOf(named));
    }

    int points() {
        return landmarks.size() / 2;
    }
}
