package io.lightmark.vision.text;

import io.lightmark.error.DataException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a line of a CSV file into cells: at commas, blanks around a cell do not count. A cell may stand in double quotes
 * and then hold commas; a double quote in it is written twice (RFC 4180). No cell goes over several lines.
 */
final class Cells {
    private final String file;
    private final int number;
    private final String text;
    private final List<Token> cells = new ArrayList<>();
    private int at;

    private Cells(String file, int number, String text) {
        this.file = file;
        this.number = number;
        this.text = text;
    }

    static Line of(String file, int number, String text) {
        return new Cells(file, number, text).cut();
    }

    private Line cut() {
        do {
            skipBlanks();
            cells.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
        } while (at++ < text.length());
        return new Line(file, number, List.copyOf(cells), text.length());
    }

    private Token plain() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ',') {
            if (text.charAt(at) == '"') {
                throw bad(at + 1, "a cell in double quotes as a whole, or none in it", "'\"' inside a cell");
            }
            at++;
        }
        return new Token(file, number, start + 1, text.substring(start, at).stripTrailing());
    }

    private Token quoted() {
        int start = at++;
        StringBuilder content = new StringBuilder();
        while (true) {
            int end = text.indexOf('"', at);
            if (end < 0) {
                throw bad(start + 1, "a closing double quote", "the end of the line");
            }
            content.append(text, at, end);
            at = end + 1;
            if (at == text.length() || text.charAt(at) != '"') {
                break;
            }
            content.append('"');
            at++;
        }
        skipBlanks();
        if (at < text.length() && text.charAt(at) != ',') {
            throw bad(at + 1, "a comma after the closing double quote", "'" + text.charAt(at) + "'");
        }
        return new Token(file, number, start + 1, content.toString());
    }

    private void skipBlanks() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private DataException bad(int column, String expected, String received) {
        return new DataException(
                file, number, column, expected, received, "write a double quote twice inside a quoted cell.");
    }
}
