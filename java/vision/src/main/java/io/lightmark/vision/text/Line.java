package io.lightmark.vision.text;

import io.lightmark.error.DataException;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a list file that is not blank.
 *
 * @param file for messages
 * @param number counted from 1
 * @param tokens its words, at least one
 * @param length columns of the line
 */
public record Line(String file, int number, List<Token> tokens, int length) {
    /** Cuts a line at blanks and tabs; the list is empty for a blank line. */
    public static Line of(String file, int number, String text) {
        List<Token> tokens = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean blank = i == text.length() || text.charAt(i) == ' ' || text.charAt(i) == '\t';
            if (blank && start >= 0) {
                tokens.add(new Token(file, number, start + 1, text.substring(start, i)));
                start = -1;
            } else if (!blank && start < 0) {
                start = i;
            }
        }
        return new Line(file, number, List.copyOf(tokens), text.length());
    }

    public Token token(int index) {
        return tokens.get(index);
    }

    /** Refuses a line that has another number of words. */
    public void requireTokens(int count, String expected) {
        if (tokens.size() < count) {
            throw new DataException(
                    file,
                    number,
                    length + 1,
                    expected,
                    "the end of the line after " + tokens.size() + " of " + count + " words",
                    "complete the line.");
        }
        if (tokens.size() > count) {
            throw token(count).bad("the end of the line after " + expected, "remove what is too much.");
        }
    }
}
