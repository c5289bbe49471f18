package io.lightmark.cli.command;

import io.lightmark.cli.experiment.Experiment;
import io.lightmark.cli.experiment.ExperimentFolder;
import io.lightmark.cli.experiment.ExperimentReports;
import io.lightmark.cli.experiment.Experiments;
import io.lightmark.cli.experiment.RunResult;
import io.lightmark.cli.option.JsonOption;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lightmark experiment report}: the table and the page of runs that are done, without training. */
@Command(
        name = "report",
        header = "Writes the table of an experiment's finished runs again, without training.",
        description =
                "Everything comes from the result.json of each run in the folder, so that runs of several machines"
                        + " may be copied together.",
        footer = {
            "  lightmark experiment report --out seeds-68",
            "  lightmark experiment report --out seeds-68 --json figures.json"
        })
public final class ExperimentReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FOLDER",
            description = "The folder that an experiment was run with.")
    private @Nullable Path out;

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        ExperimentFolder folder = new ExperimentFolder(Objects.requireNonNull(out));
        List<RunResult> results = folder.results();
        if (results.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected a folder with finished runs at --out " + out
                            + ", received none. Fix: name the folder that"
                            + " 'lightmark experiment seeds-68 --out' was given.");
        }
        publish(spec, new ExperimentReports(experiment(results), results), folder, json);
        return ExitCode.OK;
    }

    /** Writes, prints and lists the reports of an experiment. */
    static void publish(CommandSpec spec, ExperimentReports reports, ExperimentFolder folder, JsonOption json) {
        List<String> files = reports.write(folder).stream().map(Path::toString).toList();
        if (!json.isPrinted()) {
            PrintWriter text = spec.commandLine().getOut();
            text.print(reports.text());
            files.forEach(file -> text.println("report: " + file));
            text.flush();
        }
        Map<String, @Nullable Object> figures = new LinkedHashMap<>(reports.toMap());
        figures.put("files", files);
        json.write(figures);
    }

    private Experiment experiment(List<RunResult> results) {
        List<String> names = results.stream()
                .map(result -> result.subject().experiment())
                .distinct()
                .toList();
        return Experiments.all().stream()
                .filter(experiment -> names.equals(List.of(experiment.name())))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "Expected runs of one experiment of this program in --out " + out + ", received " + names
                                + ". Fix: give each experiment a folder of its own."));
    }
}
