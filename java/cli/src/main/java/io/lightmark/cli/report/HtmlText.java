package io.lightmark.cli.report;

/** Text within HTML and SVG. */
final class HtmlText {
    private HtmlText() {}

    /** A text with all that HTML would read as markup written as entities; control characters become blanks. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default ->
                    escaped.appendCodePoint(Character.isISOControl(character) && character != '\n' ? ' ' : character);
            }
        });
        return escaped.toString();
    }
}
