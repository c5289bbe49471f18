package io.lightmark.cli.experiment;

import io.lightmark.cli.output.AtomicFile;
import io.lightmark.cli.report.ExperimentReport;
import io.lightmark.data.PictureSet;
import io.lightmark.error.TrainingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is written about an experiment, made from the runs' results alone.
 *
 * @param experiment its table
 * @param results finished runs
 */
public record ExperimentReports(Experiment experiment, List<RunResult> results) {
    /** @throws TrainingException if the runs were judged on different pictures */
    public ExperimentReports {
        HeldOutPictures.requireSame(results);
        results = ExperimentTable.ordered(experiment, results);
    }

    /** The finished runs of a folder. */
    public static ExperimentReports of(Experiment experiment, ExperimentFolder folder) {
        return new ExperimentReports(experiment, folder.results());
    }

    /** The table for a terminal. */
    public String text() {
        return ExperimentTable.text(experiment, results);
    }

    /** Writes the table as Markdown, and the page with charts and pictures; returns the files written. */
    public List<Path> write(ExperimentFolder folder) {
        Path table = folder.path().resolve("table.md");
        AtomicFile.write(table, ExperimentTable.markdown(experiment, results).getBytes(StandardCharsets.UTF_8));
        Path page = folder.path().resolve("report.html");
        Optional<PictureSet> heldOut = folder.openHeldOut();
        try {
            ExperimentReport.write(page, ExperimentPage.of(experiment, results, heldOut));
        } finally {
            heldOut.ifPresent(PictureSet::close);
        }
        return List.of(table, page);
    }

    /** The figures of all runs under stable names, for JSON; without predictions and curves. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("experiment", experiment.name());
        map.put("published", experiment.published());
        map.put("runs", results.stream().map(ExperimentReports::summary).toList());
        return map;
    }

    private static Map<String, @Nullable Object> summary(RunResult result) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>(RunResultFile.map(result));
        map.remove("predictions");
        map.remove("curve");
        return map;
    }
}
