package io.lightmark.cli.report;

import java.util.List;
import java.util.stream.Collectors;

/** A table whose first column names the rows; it scrolls by itself where the page is too narrow. */
final class HtmlTable {
    private final StringBuilder html = new StringBuilder();

    private HtmlTable(String caption, List<String> heading, String style) {
        html.append("<div class=\"scroll\"><table class=\"").append(style).append("\"><caption>");
        html.append(HtmlText.escape(caption)).append("</caption><thead><tr>");
        heading.forEach(each ->
                html.append("<th scope=\"col\">").append(HtmlText.escape(each)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
    }

    /** A table whose cells are figures, flush right. */
    static HtmlTable ofFigures(String caption, List<String> heading) {
        return new HtmlTable(caption, heading, "figures");
    }

    /** A table whose cells are words, which may take several lines. */
    static HtmlTable ofWords(String caption, List<String> heading) {
        return new HtmlTable(caption, heading, "words");
    }

    /** Appends a row: its name, then its cells. */
    HtmlTable row(String name, List<String> cells) {
        html.append("<tr><th scope=\"row\">").append(HtmlText.escape(name)).append("</th>");
        html.append(cells.stream()
                .map(words -> "<td>" + HtmlText.escape(words).replace("\n", "<br>") + "</td>")
                .collect(Collectors.joining()));
        html.append("</tr>\n");
        return this;
    }

    String end() {
        return html + "</tbody></table></div>\n";
    }
}
