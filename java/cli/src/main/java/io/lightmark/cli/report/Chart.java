package io.lightmark.cli.report;

/**
 * A drawing with its title and legend, which are text of the page and so may take several lines.
 *
 * @param title says what is shown and by what it was normalised
 * @param svg the drawing
 * @param legend a list as HTML, or empty
 */
record Chart(String title, String svg, String legend) {
    Chart(String title, String svg) {
        this(title, svg, "");
    }

    Chart withLegend(String html) {
        return new Chart(title, svg, html);
    }

    String html() {
        return "<figure><figcaption>" + HtmlText.escape(title) + "</figcaption>" + svg + legend + "</figure>\n";
    }
}
