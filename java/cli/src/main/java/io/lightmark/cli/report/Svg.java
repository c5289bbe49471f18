package io.lightmark.cli.report;

import java.util.Locale;

/** One drawing as SVG text. Colours and fonts come from the page's style by class, so that they follow light and dark. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    /** Where a text is held. */
    enum Anchor {
        START,
        MIDDLE,
        END;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Begins a drawing that takes the width it is given.
     *
     * @param label what it shows, for those who do not see it
     */
    Svg(double width, double height, String label) {
        text.append("<svg viewBox=\"0 0 ")
                .append(number(width))
                .append(' ')
                .append(number(height))
                .append("\" role=\"img\" aria-label=\"")
                .append(HtmlText.escape(label))
                .append("\">");
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        text.append("<line class=\"")
                .append(style)
                .append("\" x1=\"")
                .append(number(x1))
                .append("\" y1=\"");
        text.append(number(y1))
                .append("\" x2=\"")
                .append(number(x2))
                .append("\" y2=\"")
                .append(number(y2));
        text.append("\"/>");
        return this;
    }

    Svg rectangle(String style, double x, double y, double width, double height) {
        text.append("<rect class=\"")
                .append(style)
                .append("\" x=\"")
                .append(number(x))
                .append("\" y=\"");
        text.append(number(y)).append("\" width=\"").append(number(width)).append("\" height=\"");
        text.append(number(height)).append("\"/>");
        return this;
    }

    /** A circle with a text that appears when it is pointed at; empty for none. */
    Svg circle(String style, double x, double y, double radius, String hint) {
        text.append("<circle class=\"")
                .append(style)
                .append("\" cx=\"")
                .append(number(x))
                .append("\" cy=\"");
        text.append(number(y)).append("\" r=\"").append(number(radius)).append('"');
        text.append(hint.isEmpty() ? "/>" : "><title>" + HtmlText.escape(hint) + "</title></circle>");
        return this;
    }

    /** A line through points x₁, y₁, x₂, … */
    Svg polyline(String style, double[] points) {
        text.append("<polyline class=\"").append(style).append("\" points=\"");
        for (int i = 0; i < points.length; i++) {
            text.append(i == 0 ? "" : i % 2 == 0 ? " " : ",").append(number(points[i]));
        }
        text.append("\"/>");
        return this;
    }

    /** A path of SVG's own commands. */
    Svg path(String style, String commands) {
        text.append("<path class=\"")
                .append(style)
                .append("\" d=\"")
                .append(commands)
                .append("\"/>");
        return this;
    }

    Svg text(String style, double x, double y, Anchor anchor, String words) {
        text.append("<text class=\"")
                .append(style)
                .append("\" x=\"")
                .append(number(x))
                .append("\" y=\"");
        text.append(number(y)).append("\" text-anchor=\"").append(anchor.word()).append("\">");
        text.append(HtmlText.escape(words)).append("</text>");
        return this;
    }

    /** A text that reads from below to above, its middle at a place. */
    Svg upwards(String style, double x, double y, String words) {
        text.append("<text class=\"").append(style).append("\" text-anchor=\"middle\" transform=\"translate(");
        text.append(number(x)).append(' ').append(number(y)).append(") rotate(-90)\">");
        text.append(HtmlText.escape(words)).append("</text>");
        return this;
    }

    /** A picture that fills the drawing from its upper left corner. */
    Svg image(String address, double width, double height) {
        text.append("<image href=\"")
                .append(HtmlText.escape(address))
                .append("\" width=\"")
                .append(number(width));
        text.append("\" height=\"").append(number(height)).append("\"/>");
        return this;
    }

    /** The finished drawing. */
    String end() {
        return text + "</svg>\n";
    }

    /** A coordinate with at most two decimals, the same in every locale. */
    static String number(double value) {
        String rounded = String.format(Locale.ROOT, "%.2f", value);
        return rounded.replaceFirst("\\.?0+$", "");
    }
}
