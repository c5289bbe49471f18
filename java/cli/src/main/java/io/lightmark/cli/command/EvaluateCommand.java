package io.lightmark.cli.command;

import io.lightmark.backend.Backend;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cli.evaluation.ErrorsJson;
import io.lightmark.cli.evaluation.EvaluationPictures;
import io.lightmark.cli.evaluation.EvaluationTable;
import io.lightmark.cli.evaluation.Measured;
import io.lightmark.cli.evaluation.PointNames;
import io.lightmark.cli.option.AveragingOption;
import io.lightmark.cli.option.DataOptions;
import io.lightmark.cli.option.DeviceOptions;
import io.lightmark.cli.option.JsonOption;
import io.lightmark.cli.option.ModelPath;
import io.lightmark.cli.option.PhotoOptions;
import io.lightmark.cli.option.ProgressOption;
import io.lightmark.cli.option.SplitChoice;
import io.lightmark.cli.output.OutputFolder;
import io.lightmark.cli.output.ShellWords;
import io.lightmark.cli.progress.Progress;
import io.lightmark.cli.report.EvaluationReport;
import io.lightmark.cli.report.ExperimentReport;
import io.lightmark.cli.report.ReportSubject;
import io.lightmark.data.PictureSet;
import io.lightmark.data.PictureSets;
import io.lightmark.error.DataException;
import io.lightmark.metric.Normaliser;
import io.lightmark.vision.OpenedDataset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lightmark evaluate}: how far off a model is on annotated photos. */
@Command(
        name = "evaluate",
        header = "Measures a model's errors on annotated photos.",
        description = {
            "Prints errors of level 1 and of the whole cascade, in pixels of the whole picture divided by each length"
                    + " that the landmarks allow: inter-ocular (outer eye corners), inter-pupil, box (of the true"
                    + " landmarks), diagonal and image-side (of the picture), and by the diagonal of what the level"
                    + " itself saw (level 2: its crop), as the published scripts do. Pictures without a length are"
                    + " skipped and counted, no other is left out. Beside each mean: its 95 %% interval, the median, the"
                    + " area under the cumulative errors (AUC) up to 5, 8 and 10 %%, and the share of pictures beyond."
                    + " Where pictures have attributes (docs/formats.md), those of each are measured on their own,"
                    + " too.",
            "",
            "Figures on pictures that the model was trained on say nothing: keep to --split val or test."
        },
        footer = {
            "  lightmark evaluate --model face.safetensors --data photos",
            "  lightmark evaluate --model face.safetensors --data photos --split test --json errors.json",
            "  lightmark evaluate --model face.safetensors --data photos --plots report",
            "  lightmark evaluate --model face.safetensors --data photos --normaliser box --report errors.html"
        })
public final class EvaluateCommand implements Callable<Integer> {
    private static final int SHEET = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--model", required = true, paramLabel = "MODEL", description = "A model file.")
    private @Nullable Path model;

    @Option(
            names = "--data",
            showDefaultValue = Visibility.NEVER,
            required = true,
            paramLabel = "DATA",
            description = "Annotated photos (a folder, or their list; see docs/formats.md) or a packed file; may be"
                    + " repeated.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "val",
            description = "Which pictures: val, train, test, all.")
    private SplitChoice split = SplitChoice.VAL;

    @Option(
            names = "--max-side",
            paramLabel = "PIXELS",
            defaultValue = "0",
            description = "Photos of folders are averaged down to this longer side; 0 keeps every pixel.")
    private int maxSide;

    @Option(
            names = "--plots",
            paramLabel = "FOLDER",
            description = "Write contact sheet, error histograms and cumulative errors here, as PNG.")
    private @Nullable Path plots;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write tables, charts and the best and worst pictures as one page of HTML.")
    private @Nullable Path report;

    @Option(
            names = "--normaliser",
            paramLabel = "NAME",
            description = "What errors of regions, attributes, points, plots and of the report are divided by:"
                    + " inter-ocular, inter-pupil, box, diagonal or image-side (default: inter-ocular where the"
                    + " landmarks have eye corners, else diagonal).")
    private @Nullable String normaliser;

    @Option(names = "--force", description = "Write into --plots even if it is not empty.")
    private boolean force;

    @Mixin
    private AveragingOption looks = new AveragingOption();

    @Mixin
    private PhotoOptions photos = new PhotoOptions();

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        if (maxSide < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected --max-side of at least 0, received " + maxSide + ". Fix: leave it out.");
        }
        OutputFolder folder = plots == null ? null : OutputFolder.claim(spec, "--plots", plots, force);
        DataOptions sources = new DataOptions(spec, data, photos);
        LandmarkCascade cascade = ModelPath.load(spec, Objects.requireNonNull(model));
        OptionalInt points = OptionalInt.of(cascade.points());
        String divisor = divisor(cascade.points());
        try (OpenedDataset opened = sources.open(maxSide, device.threads(), points, progress.style());
                Backend backend = device.open()) {
            PictureSet chosen = split.of(opened.pictures());
            if (chosen.size() == 0) {
                throw new DataException(
                        data.toString(),
                        0,
                        0,
                        "pictures of the split '" + split.word() + "'",
                        "none of " + opened.pictures().size(),
                        "choose another --split; 'all' takes every picture.");
            }
            evaluate(cascade, backend, chosen, opened, folder, divisor);
        }
        return ExitCode.OK;
    }

    private void evaluate(
            LandmarkCascade cascade,
            Backend backend,
            PictureSet chosen,
            OpenedDataset opened,
            @Nullable OutputFolder folder,
            String divisor) {
        PrintWriter err = spec.commandLine().getErr();
        long began = System.nanoTime();
        Measured measured;
        try (Progress display = progress.style().open("evaluating", "pictures", 0, chosen.size(), err)) {
            measured = Measured.run(cascade, backend, looks.averaging(), chosen, folder == null ? 0 : SHEET, display);
        }
        double seconds = (System.nanoTime() - began) * 1e-9;
        if (folder != null) {
            EvaluationPictures.write(folder, measured, chosen, divisor, err);
        }
        if (report != null) {
            writeReport(report, cascade, measured, chosen, divisor, backend.describe());
        }
        List<String> files = folder == null ? List.of() : folder.listing();
        Map<String, Set<Integer>> attributes = PictureSets.byAttribute(chosen);
        if (!json.isPrinted()) {
            PrintWriter text = spec.commandLine().getOut();
            text.print(EvaluationTable.of(measured.evaluation(), divisor, attributes));
            files.forEach(file -> text.println("plot: " + file));
            if (report != null) {
                text.println("report: " + report);
            }
            text.flush();
        }
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("model", String.valueOf(model));
        figures.put("data", data.stream().map(Path::toString).toList());
        figures.put("split", split.word());
        figures.put("device", backend.describe());
        figures.put("testTimeAveraging", looks.averaging().text());
        figures.put("seconds", seconds);
        figures.put("pointNames", PointNames.of(cascade.points()));
        figures.putAll(measured.evaluation().toMap());
        figures.put("errors", ErrorsJson.of(measured.evaluation(), attributes));
        figures.put("normaliser", divisor);
        figures.put("plots", files);
        figures.put("report", report == null ? null : report.toString());
        figures.put("dataset", opened.report().toJson());
        json.write(figures);
    }

    private void writeReport(
            Path file,
            LandmarkCascade cascade,
            Measured measured,
            PictureSet chosen,
            String divisor,
            String usedDevice) {
        String names = data.stream().map(Path::toString).collect(Collectors.joining(", "));
        ReportSubject subject = ReportSubject.of(names, split.word(), chosen, divisor);
        String command = spec.qualifiedName() + " "
                + ShellWords.join(spec.commandLine().getParseResult().originalArgs());
        ExperimentReport.write(
                file,
                EvaluationReport.of(
                        cascade,
                        ModelPath.file(Objects.requireNonNull(model)),
                        measured,
                        chosen,
                        subject,
                        usedDevice,
                        command));
    }

    private String divisor(int points) {
        if (normaliser == null) {
            return Normaliser.customary(points).name();
        }
        List<String> known =
                Normaliser.all(points).stream().map(Normaliser::name).toList();
        if (!known.contains(normaliser)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected --normaliser to be one of " + known + ", which " + points + " landmarks allow, received '"
                            + normaliser + "'. Fix: choose one of these.");
        }
        return normaliser;
    }
}
