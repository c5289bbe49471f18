package io.lightmark.cli.evaluation;

import io.lightmark.cascade.CascadeEvaluation;
import io.lightmark.cascade.CascadeEvaluation.LevelFigures;
import io.lightmark.cli.output.Figures;
import io.lightmark.cli.output.TextTable;
import io.lightmark.landmark.LandmarkLayout;
import io.lightmark.metric.Bootstrap;
import io.lightmark.metric.ErrorDistribution;
import io.lightmark.metric.ErrorFigures;
import io.lightmark.metric.NormalisedErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The figures of an evaluation as text for a terminal. */
public final class EvaluationTable {
    private static final String OWN_DIAGONAL = "crop diagonal";
    private static final int MOST_POINTS = 20;

    private EvaluationTable() {}

    /**
     * Every level by every length, then regions, attributes and points by one of them, then what needs a remark.
     *
     * @param normaliser name of the length for regions, attributes and points
     * @param attributes the pictures of each attribute, by number in the order they were measured; may be empty
     */
    public static String of(CascadeEvaluation evaluation, String normaliser, Map<String, Set<Integer>> attributes) {
        StringBuilder text = new StringBuilder();
        text.append("Errors of ").append(evaluation.read());
        text.append(" pictures / a length; intervals of the mean: 95 %, bootstrap\n\n");
        text.append(levels(evaluation)).append('\n');
        Map<String, List<Integer>> regions = regions(evaluation.cascade().byDiagonal());
        if (!regions.isEmpty()) {
            text.append(regions(evaluation, regions, normaliser)).append('\n');
        }
        if (!attributes.isEmpty()) {
            text.append(attributes(evaluation, normaliser, attributes)).append('\n');
        }
        if (evaluation.cascade().byDiagonal().points() <= MOST_POINTS) {
            text.append(points(evaluation, normaliser));
        }
        remarks(evaluation).forEach(remark -> text.append(remark).append('\n'));
        return text.toString();
    }

    /** What a level is called in tables and legends. */
    public static String levelName(int index, int levels) {
        return levels > 1 && index == levels - 1 ? "cascade" : "level " + (index + 1);
    }

    private static TextTable levels(CascadeEvaluation evaluation) {
        List<String> heading = new ArrayList<>(List.of("", "mean", "interval", "median"));
        ErrorDistribution.THRESHOLDS.forEach(t -> heading.add(String.format(Locale.ROOT, "AUC %.0f %%", 100 * t)));
        ErrorDistribution.THRESHOLDS.forEach(t -> heading.add(beyond(t)));
        TextTable table = new TextTable(heading.toArray(String[]::new));
        int count = evaluation.levels().size();
        for (int l = 0; l < count; l++) {
            LevelFigures level = evaluation.levels().get(l);
            for (NormalisedErrors errors : level.errors()) {
                row(table, levelName(l, count) + " / " + errors.name(), errors.figures());
            }
            row(table, levelName(l, count) + " / " + OWN_DIAGONAL, level.byOwnDiagonal());
        }
        return table;
    }

    private static void row(TextTable table, String name, ErrorFigures figures) {
        List<String> row = new ArrayList<>(List.of(name));
        row.add(Figures.percent(figures.mean()));
        row.add(interval(figures));
        row.add(Figures.percent(figures.median()));
        ErrorDistribution.THRESHOLDS.forEach(t -> row.add(Figures.share(figures.areaUnderCurve(t))));
        ErrorDistribution.THRESHOLDS.forEach(t -> row.add(Figures.percent(figures.failureRate(t))));
        table.row(row.toArray(String[]::new));
    }

    private static String interval(ErrorFigures figures) {
        Bootstrap.Interval interval = Bootstrap.DEFAULT.interval(figures.distribution(), ErrorDistribution::mean);
        return Double.isFinite(interval.low())
                ? String.format(Locale.ROOT, "%.3f–%.3f", 100 * interval.low(), 100 * interval.high())
                : "–";
    }

    private static Map<String, List<Integer>> regions(ErrorFigures figures) {
        return LandmarkLayout.of(figures.points()).map(LandmarkLayout::regions).orElse(Map.of());
    }

    private static TextTable regions(
            CascadeEvaluation evaluation, Map<String, List<Integer>> regions, String normaliser) {
        TextTable table = new TextTable(heading(evaluation, normaliser, "interval"));
        regions.forEach((name, points) -> {
            List<String> row = new ArrayList<>(List.of(name + " (" + points.size() + " points)"));
            for (LevelFigures level : evaluation.levels()) {
                ErrorFigures figures = level.by(normaliser).orElseThrow().ofPoints(points);
                row.add(Figures.percent(figures.mean()));
                row.add(interval(figures));
            }
            table.row(row.toArray(String[]::new));
        });
        return table;
    }

    private static TextTable points(CascadeEvaluation evaluation, String normaliser) {
        TextTable table = new TextTable(heading(evaluation, normaliser, "median"));
        List<String> names = PointNames.of(evaluation.cascade().byDiagonal().points());
        for (int p = 0; p < names.size(); p++) {
            List<String> row = new ArrayList<>(List.of(names.get(p)));
            for (LevelFigures level : evaluation.levels()) {
                ErrorDistribution errors = level.by(normaliser).orElseThrow().ofPoint(p);
                row.add(Figures.percent(errors.mean()));
                row.add(Figures.percent(errors.median()));
            }
            table.row(row.toArray(String[]::new));
        }
        return table;
    }

    private static TextTable attributes(
            CascadeEvaluation evaluation, String normaliser, Map<String, Set<Integer>> attributes) {
        int last = evaluation.levels().size() - 1;
        String corner = levelName(last, evaluation.levels().size()) + " / " + normaliser;
        List<String> heading = new ArrayList<>(List.of(corner, "pictures", "mean", "interval"));
        ErrorDistribution.THRESHOLDS.forEach(t -> heading.add(beyond(t)));
        TextTable table = new TextTable(heading.toArray(String[]::new));
        ErrorFigures all = evaluation.cascade().by(normaliser).orElseThrow();
        attributes.forEach((name, pictures) -> {
            ErrorFigures figures = all.ofPictures(pictures::contains);
            List<String> row = new ArrayList<>(List.of(name, Figures.count(figures.used())));
            row.add(Figures.percent(figures.mean()));
            row.add(interval(figures));
            ErrorDistribution.THRESHOLDS.forEach(t -> row.add(Figures.percent(figures.failureRate(t))));
            table.row(row.toArray(String[]::new));
        });
        return table;
    }

    private static String beyond(double threshold) {
        return String.format(Locale.ROOT, "> %.0f %%", 100 * threshold);
    }

    private static String[] heading(CascadeEvaluation evaluation, String normaliser, String second) {
        List<String> heading = new ArrayList<>(List.of("/ " + normaliser));
        int count = evaluation.levels().size();
        for (int l = 0; l < count; l++) {
            heading.add(levelName(l, count));
            heading.add(second);
        }
        return heading.toArray(String[]::new);
    }

    private static List<String> remarks(CascadeEvaluation evaluation) {
        List<String> remarks = new ArrayList<>();
        LevelFigures last = evaluation.cascade();
        for (NormalisedErrors errors : last.errors()) {
            if (errors.figures().skipped() > 0) {
                remarks.add(errors.figures().skipped() + " pictures have no " + errors.name()
                        + " length and are left out of '/ " + errors.name() + "'.");
            }
        }
        if (last.byDiagonal().notFinite() > 0) {
            remarks.add(
                    last.byDiagonal().notFinite() + " predictions were no numbers and count as one whole length off.");
        }
        if (last.replaced() > 0) {
            remarks.add(last.replaced() + " pictures gave no crop; the last level looked at the whole picture.");
        }
        if (last.clamped() > 0) {
            remarks.add(last.clamped() + " crops were moved or limited to meet the picture.");
        }
        return remarks;
    }
}
