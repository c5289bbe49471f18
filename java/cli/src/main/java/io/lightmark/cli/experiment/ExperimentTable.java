package io.lightmark.cli.experiment;

import io.lightmark.cli.output.Figures;
import io.lightmark.cli.output.TextTable;
import io.lightmark.metric.Normaliser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The results of an experiment beside what was published, for a terminal or as Markdown. */
public final class ExperimentTable {
    private static final List<String> HEADING = List.of(
            "network",
            "recipe",
            "published %",
            "image side %",
            "inter-ocular %",
            "MB",
            "MiB",
            "parameters",
            "multiply-adds",
            "ms/image",
            "training",
            "images/s");

    private ExperimentTable() {}

    /** The lengths that errors are divided by, by their key in JSON. */
    static Map<String, Normaliser> normalisers(int points) {
        Map<String, Normaliser> normalisers = new LinkedHashMap<>();
        Normaliser.interOcular(points).ifPresent(normaliser -> normalisers.put("interOcular", normaliser));
        normalisers.put("imageSide", Normaliser.imageSide());
        return normalisers;
    }

    /** The table for a terminal. */
    public static String text(Experiment experiment, List<RunResult> results) {
        TextTable table = new TextTable(HEADING.toArray(String[]::new));
        ordered(experiment, results).forEach(result -> table.row(cells(result).toArray(String[]::new)));
        return table + "\n" + String.join("\n", remarks(experiment, results)) + "\n";
    }

    /** The table as Markdown. */
    public static String markdown(Experiment experiment, List<RunResult> results) {
        StringBuilder text = new StringBuilder("# " + experiment.name() + ": " + experiment.purpose() + "\n\n");
        text.append("| ").append(String.join(" | ", HEADING)).append(" |\n| --- | --- |");
        text.append(" --: |".repeat(HEADING.size() - 2)).append('\n');
        ordered(experiment, results)
                .forEach(result -> text.append("| ")
                        .append(String.join(" | ", cells(result)))
                        .append(" |\n"));
        text.append('\n');
        remarks(experiment, results)
                .forEach(remark -> text.append("- ").append(remark).append('\n'));
        return text.toString();
    }

    /** The results in the order of the experiment's table. */
    public static List<RunResult> ordered(Experiment experiment, List<RunResult> results) {
        return results.stream()
                .sorted(Comparator.comparingInt((RunResult result) -> experiment
                                .contestantKeys()
                                .indexOf(result.subject().contestant()))
                        .thenComparingInt(result ->
                                experiment.recipeKeys().indexOf(result.subject().recipe())))
                .toList();
    }

    private static List<String> cells(RunResult result) {
        RunResult.Model model = result.model();
        Map<String, Normaliser> normalisers = normalisers(model.points());
        List<String> cells = new ArrayList<>();
        cells.add(result.subject().title());
        cells.add(result.subject().recipe());
        cells.add(
                result.subject().publishedPercent().isPresent()
                        ? decimal("%.2f", result.subject().publishedPercent().getAsDouble())
                        : "");
        cells.add(percent(result, Objects.requireNonNull(normalisers.get("imageSide"))));
        cells.add(Normaliser.interOcular(model.points())
                .map(normaliser -> percent(result, normaliser))
                .orElse("–"));
        cells.add(decimal("%.2f", model.fileBytes() * 1e-6));
        cells.add(decimal("%.2f", model.fileBytes() / (double) (1 << 20)));
        cells.add(Figures.count(model.parameters()));
        cells.add(Figures.count(model.multiplyAdds()));
        cells.add(decimal("%.2f", result.timing().forwardMicros() * 1e-3));
        cells.add(Figures.duration(result.effort().seconds()));
        cells.add(decimal("%.1f", result.effort().imagesPerSecond()));
        return cells;
    }

    private static String percent(RunResult result, Normaliser normaliser) {
        double mean = result.errors(normaliser).mean();
        return Double.isFinite(mean) ? decimal("%.3f", 100 * mean) : "–";
    }

    /** What the figures mean; each thing that the runs share is said once. */
    private static List<String> remarks(Experiment experiment, List<RunResult> results) {
        Set<String> remarks = new LinkedHashSet<>();
        remarks.add("published: " + experiment.published() + ".");
        remarks.add(
                "image side: mean distance / square root of width times height; inter-ocular: / distance of the outer"
                        + " eye corners (of the eyes for 5 points); mean over points, then over the held-out pictures.");
        for (RunResult result : ordered(experiment, results)) {
            RunResult.Data data = result.data();
            remarks.add(String.format(
                    Locale.ROOT,
                    "data: %s; held out: %,d pictures (%s); %,d trained, %,d others chose the weights; seed %d.",
                    data.source(),
                    data.judged(),
                    data.split(),
                    data.trained(),
                    data.choosing(),
                    data.seed()));
        }
        for (RunResult result : ordered(experiment, results)) {
            RunResult.Effort effort = result.effort();
            remarks.add(String.format(
                    Locale.ROOT,
                    "recipe %s: %s, %s epochs, batches of %d.",
                    result.subject().recipe(),
                    result.subject().recipeTitle(),
                    effort.epochs(),
                    effort.batch()));
        }
        for (RunResult result : ordered(experiment, results)) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "input %dx%d; trained on %s; ms/image: forward pass of one picture, median, on %s.",
                    result.model().width(),
                    result.model().height(),
                    result.effort().device(),
                    result.timing().device()));
        }
        return List.copyOf(remarks);
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
