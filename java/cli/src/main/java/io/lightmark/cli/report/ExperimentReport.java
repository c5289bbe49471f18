package io.lightmark.cli.report;

import io.lightmark.backend.library.ClassPathResource;
import io.lightmark.cli.evaluation.PointNames;
import io.lightmark.cli.output.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a report as one page of HTML: style, drawings and pictures are within it, nothing is fetched and nothing runs.
 * Follows the reader's light or dark setting, and is laid out for any width from a phone's on.
 */
public final class ExperimentReport {
    private static final String STYLE = "/io/lightmark/cli/report/report.css";

    private final ReportModel model;
    private final RunStyles styles;
    private final ReportTables tables;
    private final String normaliser;

    private ExperimentReport(ReportModel model) {
        this.model = model;
        this.styles = new RunStyles(model.runs());
        this.tables = new ReportTables(model);
        this.normaliser = model.subject().normaliser();
    }

    /** Writes the page, as a whole or not at all. */
    public static void write(Path html, ReportModel model) {
        AtomicFile.write(html, html(model).getBytes(StandardCharsets.UTF_8));
    }

    /** The text of the page. */
    public static String html(ReportModel model) {
        return new ExperimentReport(model).page();
    }

    private String page() {
        String style = new String(
                ClassPathResource.require(STYLE, "the style of reports in the jar", "build again."),
                StandardCharsets.UTF_8);
        String title = HtmlText.escape(model.title());
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n<title>"
                + title + "</title>\n<style>\n" + style + "</style>\n</head>\n<body>\n<header>\n<h1>" + title
                + "</h1>\n<p>" + HtmlText.escape(model.summary()) + "</p>\n</header>\n<main>\n" + body()
                + "</main>\n</body>\n</html>\n";
    }

    private String body() {
        List<RunResult> runs = model.runs();
        List<String> names = PointNames.of(model.subject().points());
        MeanFaceCharts faces = new MeanFaceCharts(runs, model.subject());
        return section(
                        "Results",
                        lead()
                                + tables.results()
                                + wideCharts(List.of(
                                        IntervalChart.of(runs, styles, normaliser),
                                        CumulativeErrorChart.of(runs, styles, normaliser)))
                                + tables.distribution()
                                + tables.published())
                + section("Regions and subsets", tables.regions() + tables.subsets())
                + section(
                        "Error of each point",
                        charts(runs.stream().map(run -> faces.of(run, names)).toList()))
                + section("Error histograms", charts(ErrorHistogramCharts.of(runs, styles, normaliser)))
                + section(
                        "Training",
                        wideCharts(LossCharts.validation(runs, styles, normaliser))
                                + charts(LossCharts.training(runs, styles)))
                + section("Pictures", pictures())
                + section("How it was measured", method() + tables.definitions())
                + section("Provenance", tables.provenance() + commands());
    }

    private String lead() {
        return paragraph(
                model.subject().pictures() + " pictures of " + model.subject().dataset() + " ("
                        + model.subject().split() + "), " + model.subject().points()
                        + " points. Charts and regions are divided by: " + normaliser + ".");
    }

    private String pictures() {
        String galleries = model.runs().stream()
                .map(run -> SampleGallery.of(run, normaliser))
                .collect(Collectors.joining());
        return galleries.isEmpty()
                ? ""
                : "<p class=\"key\"><span class=\"swatch truth\"></span> truth <span class=\"swatch predicted\"></span>"
                        + " predicted; a line joins the two</p>\n" + galleries;
    }

    private static String method() {
        return paragraph("An error is the distance of a predicted point from the true one, divided by a length that is"
                        + " named with it; a picture's error is the mean over its points. Pictures where that length is"
                        + " 0 are skipped and counted, a point that is no number counts as one whole length off.")
                + paragraph(
                        "AUC is the area under the cumulative error distribution from 0 to the threshold, divided by"
                                + " the threshold. The staircase is summed exactly; sampled areas (Simpson's rule, trapezoids)"
                                + " differ in the fourth digit. An error at the threshold is not beyond it.")
                + paragraph(
                        "Intervals hold the middle 95 % of 2,000 sets of as many pictures, drawn with repetition from"
                                + " those measured (percentile bootstrap, seed 1). They say how far a figure would move with"
                                + " other pictures of the same kind, nothing of another training.");
    }

    private String commands() {
        return model.commands().isEmpty()
                ? ""
                : "<h3>Commands</h3>\n<pre>" + HtmlText.escape(String.join("\n", model.commands())) + "</pre>\n";
    }

    private static String charts(List<Chart> charts) {
        return grid("charts", charts);
    }

    /** Charts that hold all runs, with more room each. */
    private static String wideCharts(List<Chart> charts) {
        return grid("charts wide", charts);
    }

    private static String grid(String style, List<Chart> charts) {
        return charts.isEmpty()
                ? ""
                : charts.stream()
                        .map(Chart::html)
                        .collect(Collectors.joining("", "<div class=\"" + style + "\">\n", "</div>\n"));
    }

    private static String paragraph(String text) {
        return "<p>" + HtmlText.escape(text) + "</p>\n";
    }

    /** A section; nothing for one without content. */
    private static String section(String heading, String content) {
        return content.isEmpty()
                ? ""
                : "<section>\n<h2>" + HtmlText.escape(heading) + "</h2>\n" + content + "</section>\n";
    }
}
