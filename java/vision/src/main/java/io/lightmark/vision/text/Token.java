package io.lightmark.vision.text;

import io.lightmark.error.DataException;
import java.util.regex.Pattern;

/**
 * A word of a list file, with its place.
 *
 * @param file for messages
 * @param line counted from 1
 * @param column of its first character, counted from 1
 * @param text without blanks
 */
public record Token(String file, int line, int column, String text) {
    /** Decimal numbers as people and programs write them; no words, no hexadecimal, no type suffix. */
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?");

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,9}");
    /** The longest side of a JPEG, with room for points outside. */
    private static final double FARTHEST = 1_000_000;

    private static final int LONGEST_QUOTE = 40;

    /** The word as a coordinate in pixels. */
    public float coordinate(String what) {
        if (!NUMBER.matcher(text).matches()) {
            throw bad("a number for " + what, "write digits with a decimal point, like 67.25.");
        }
        double value = Double.parseDouble(text);
        if (!(Math.abs(value) <= FARTHEST)) {
            throw bad("a coordinate between -1,000,000 and 1,000,000 for " + what, "correct the list.");
        }
        return (float) value;
    }

    public boolean isWhole() {
        return WHOLE.matcher(text).matches();
    }

    /** The word as a whole number. */
    public int whole(String what) {
        if (!isWhole()) {
            throw bad("a whole number for " + what, "write digits only.");
        }
        return Integer.parseInt(text);
    }

    public DataException bad(String expected, String fix) {
        return new DataException(file, line, column, expected, quoted(), fix);
    }

    private String quoted() {
        String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
        return "'" + shown + "'";
    }
}
