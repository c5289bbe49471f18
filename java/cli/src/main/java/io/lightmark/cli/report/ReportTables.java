package io.lightmark.cli.report;

import io.lightmark.landmark.LandmarkLayout;
import io.lightmark.metric.Bootstrap;
import io.lightmark.metric.ErrorDistribution;
import io.lightmark.metric.ErrorFigures;
import io.lightmark.metric.NormalisedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** The tables of a report. Every error is headed by what it was divided by and comes with its 95 % interval. */
final class ReportTables {
    private static final double MEGABYTE = 1e6;

    private final ReportModel model;
    private final String normaliser;

    ReportTables(ReportModel model) {
        this.model = model;
        this.normaliser = model.subject().normaliser();
    }

    /** Mean error by every normaliser, size and speed. */
    String results() {
        List<NormalisedErrors> first = model.runs().get(0).errors();
        List<String> heading = new ArrayList<>(List.of("run"));
        first.forEach(each -> heading.add("/ " + each.name() + " [%]"));
        heading.addAll(List.of("parameters", "file [10⁶ bytes]", "ms / picture"));
        HtmlTable table =
                HtmlTable.ofFigures("Mean error of all points, over pictures, with its 95 % interval", heading);
        for (RunResult run : model.runs()) {
            List<String> cells = new ArrayList<>();
            first.forEach(each -> cells.add(percent(run.by(each.name()), ErrorDistribution::mean)));
            cells.add(String.format(Locale.ROOT, "%,d", run.parameters()));
            cells.add(run.fileBytes() == 0 ? "–" : String.format(Locale.ROOT, "%.2f", run.fileBytes() / MEGABYTE));
            OptionalDouble milliseconds = run.millisecondsPerPicture();
            cells.add(milliseconds.isPresent() ? String.format(Locale.ROOT, "%.2f", milliseconds.getAsDouble()) : "–");
            table.row(run.name(), cells);
        }
        return table.end();
    }

    /** Figures of others, if there are any. */
    String published() {
        if (model.published().isEmpty()) {
            return "";
        }
        HtmlTable table = HtmlTable.ofWords(
                "Published by others; comparable only with the same dataset and normaliser",
                List.of("model", "error [%]", "normaliser", "dataset", "source"));
        for (PublishedFigure figure : model.published()) {
            table.row(
                    figure.name(),
                    List.of(
                            String.format(Locale.ROOT, "%.2f", 100 * figure.error()),
                            figure.normaliser(),
                            figure.dataset(),
                            figure.source()));
        }
        return table.end();
    }

    /** Median, quantile, area under the CED and failure rates by the subject's normaliser. */
    String distribution() {
        List<String> heading = new ArrayList<>(List.of("run", "median [%]", "90th percentile [%]"));
        ErrorDistribution.THRESHOLDS.forEach(t -> heading.add(String.format(Locale.ROOT, "AUC to %.0f %%", 100 * t)));
        ErrorDistribution.THRESHOLDS.forEach(
                t -> heading.add(String.format(Locale.ROOT, "beyond %.0f %% [%%]", 100 * t)));
        heading.addAll(List.of("pictures", "skipped", "no numbers"));
        HtmlTable table = HtmlTable.ofFigures("Distribution of the pictures' errors / " + normaliser, heading);
        for (RunResult run : model.runs()) {
            ErrorFigures figures = run.by(normaliser);
            List<String> cells = new ArrayList<>();
            cells.add(percent(figures, ErrorDistribution::median));
            cells.add(percent(figures, errors -> errors.quantile(0.9)));
            for (double threshold : ErrorDistribution.THRESHOLDS) {
                cells.add(cell(figures, errors -> errors.areaUnderCurve(threshold), 1, 3));
            }
            for (double threshold : ErrorDistribution.THRESHOLDS) {
                cells.add(percent(figures, errors -> errors.failureRate(threshold)));
            }
            cells.add(String.valueOf(figures.used()));
            cells.add(String.valueOf(figures.skipped()));
            cells.add(String.valueOf(figures.notFinite()));
            table.row(run.name(), cells);
        }
        return table.end();
    }

    /** Mean error of each region of the face; empty for landmarks whose regions are not known. */
    String regions() {
        Map<String, List<Integer>> regions = LandmarkLayout.of(model.subject().points())
                .map(LandmarkLayout::regions)
                .orElse(Map.of());
        if (regions.isEmpty()) {
            return "";
        }
        List<String> heading = new ArrayList<>(List.of("run"));
        regions.forEach((name, points) -> heading.add(name + " (" + points.size() + " points) [%]"));
        HtmlTable table = HtmlTable.ofFigures("Mean error of each region / " + normaliser, heading);
        for (RunResult run : model.runs()) {
            List<String> cells = new ArrayList<>();
            regions.values()
                    .forEach(
                            points -> cells.add(percent(run.by(normaliser).ofPoints(points), ErrorDistribution::mean)));
            table.row(run.name(), cells);
        }
        return table.end();
    }

    /** Mean error of each subset of the pictures; empty without subsets. */
    String subsets() {
        List<String> names = model.subject().subsetNames();
        if (names.isEmpty()) {
            return "";
        }
        List<String> heading = new ArrayList<>(List.of("run"));
        names.forEach(
                name -> heading.add(name + " (" + model.subject().subset(name).size() + " pictures) [%]"));
        HtmlTable table = HtmlTable.ofFigures("Mean error of each subset of the pictures / " + normaliser, heading);
        for (RunResult run : model.runs()) {
            List<String> cells = new ArrayList<>();
            for (String name : names) {
                ErrorFigures figures =
                        run.by(normaliser).ofPictures(model.subject().subset(name)::contains);
                cells.add(percent(figures, ErrorDistribution::mean));
            }
            table.row(run.name(), cells);
        }
        return table.end();
    }

    /** What each length is. */
    String definitions() {
        HtmlTable table = HtmlTable.ofWords("What errors are divided by", List.of("normaliser", "definition"));
        model.runs().get(0).errors().forEach(each -> table.row(each.name(), List.of(each.definition())));
        return table.end();
    }

    /** Where the results come from. */
    String provenance() {
        HtmlTable table = HtmlTable.ofWords("Provenance", List.of("", ""));
        table.row("dataset", List.of(model.subject().dataset()));
        table.row("split", List.of(model.subject().split()));
        table.row("pictures measured", List.of(String.valueOf(model.subject().pictures())));
        model.provenance().forEach(fact -> table.row(fact.name(), List.of(fact.value())));
        return table.end();
    }

    private static String percent(ErrorFigures figures, ToDoubleFunction<ErrorDistribution> figure) {
        return cell(figures, figure, 100, 2);
    }

    private static String cell(
            ErrorFigures figures, ToDoubleFunction<ErrorDistribution> figure, double factor, int decimals) {
        if (figures.used() == 0) {
            return "–";
        }
        Bootstrap.Interval interval = Bootstrap.DEFAULT.interval(figures.distribution(), figure);
        String form = "%." + decimals + "f";
        return String.format(
                Locale.ROOT,
                form + "\n" + form + "–" + form,
                factor * figure.applyAsDouble(figures.distribution()),
                factor * interval.low(),
                factor * interval.high());
    }
}
