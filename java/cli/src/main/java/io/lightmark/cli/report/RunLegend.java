package io.lightmark.cli.report;

import java.util.Comparator;
import java.util.List;

/** Which line of a chart is which run, as a list that takes as many lines as it needs. */
final class RunLegend {
    private RunLegend() {}

    /** The legend, the run with the least error first; runs without an error come last. */
    static String html(List<RunResult> runs, RunStyles styles, String normaliser) {
        StringBuilder html = new StringBuilder("<ul class=\"legend\">");
        runs.stream()
                .sorted(Comparator.comparingDouble(run -> run.by(normaliser).mean()))
                .forEach(run -> html.append("<li>").append(item(run, styles)).append("</li>"));
        return html + "</ul>\n";
    }

    private static String item(RunResult run, RunStyles styles) {
        return new Svg(28, 8, "line of " + run.name())
                        .line(styles.line(run), 0, 4, 28, 4)
                        .end()
                + " " + HtmlText.escape(run.name());
    }
}
