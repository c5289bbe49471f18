package io.lightmark.cli.command;

import io.lightmark.backend.Backend;
import io.lightmark.cascade.CascadeOptions;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cli.option.DataOptions;
import io.lightmark.cli.option.DeviceOptions;
import io.lightmark.cli.option.JsonOption;
import io.lightmark.cli.option.ModelPath;
import io.lightmark.cli.option.PhotoOptions;
import io.lightmark.cli.option.ProgressOption;
import io.lightmark.cli.option.RecipeOptions;
import io.lightmark.cli.output.OutputFolder;
import io.lightmark.cli.plot.LossCurve;
import io.lightmark.cli.plot.LossCurvePlot;
import io.lightmark.cli.plot.PlotGuard;
import io.lightmark.cli.training.Checkpoints;
import io.lightmark.cli.training.InterruptGuard;
import io.lightmark.cli.training.TrainingDisplay;
import io.lightmark.cli.training.TrainingPictures;
import io.lightmark.data.PictureSet;
import io.lightmark.vision.OpenedDataset;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lightmark train cascade}: trains all levels and writes one model file. */
@Command(
        name = "cascade",
        header = "Trains a cascade on annotated photos and writes one model file.",
        description = {
            "Level 1 learns on whole pictures. Level 2 learns on squares around the face, moved by errors that level 1"
                    + " really makes. Pictures of the validation split choose the weights; without such a split,"
                    + " or with --hold-out, a share of the training pictures does.",
            "",
            "Checkpoints go to <model>.checkpoints beside the model. After Ctrl-C, or a power cut, the same command"
                    + " with --resume goes on and ends with the same bits as if nothing had happened."
        },
        footer = {
            "  lightmark train cascade --data photos --out face.safetensors",
            "  lightmark train cascade --data photos --data more.safetensors --epochs 40 --hold-out 0.05 \\",
            "      --plots report --out face.safetensors",
            "  lightmark train cascade --data photos --preset seed --out published.safetensors",
            "  lightmark train cascade --data photos --out face.safetensors --resume"
        })
public final class TrainCascadeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            showDefaultValue = Visibility.NEVER,
            required = true,
            paramLabel = "DATA",
            description = "Annotated photos (a folder, or their list; see docs/formats.md) or a packed file; may be"
                    + " repeated.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "MODEL",
            description = "The model file to write (in an existing folder: cascade.safetensors).")
    private @Nullable Path out;

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Option(
            names = "--hold-out",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the training pictures that chooses the weights; 0: the validation split does.")
    private double holdOut;

    @Option(
            names = "--max-side",
            paramLabel = "PIXELS",
            defaultValue = "256",
            description = "Photos of folders are averaged down to this longer side; 0 keeps every pixel.")
    private int maxSide;

    @Option(
            names = "--points",
            paramLabel = "N",
            description = "Landmarks to learn, made of those of the photos: 98 can become 68, 51 or 5 (default: as they"
                    + " are).")
    private @Nullable Integer points;

    @Option(names = "--plots", paramLabel = "FOLDER", description = "Write a picture of each level's loss curve here.")
    private @Nullable Path plots;

    @Option(names = "--resume", description = "Go on from the newest checkpoint of the same run.")
    private boolean resume;

    @Option(names = "--force", description = "Replace the model if it exists, and begin anew where checkpoints exist.")
    private boolean force;

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
        Path target = ModelPath.forOutput(spec, Objects.requireNonNull(out), force);
        if (!(holdOut >= 0 && holdOut <= 0.9) || maxSide < 0) {
            throw wrong("Expected --hold-out of 0 to 0.9 and --max-side of at least 0, received " + holdOut + " and "
                    + maxSide + ". Fix: leave them out.");
        }
        CascadeOptions options = recipe.options();
        DataOptions sources = new DataOptions(spec, data, photos);
        Checkpoints checkpoints = checkpoints(target);
        try (OpenedDataset opened = sources.open(maxSide, device.threads(), wantedPoints(), progress.style());
                Backend backend = device.open()) {
            PictureSet pictures = TrainingPictures.of(opened.pictures(), data.toString(), holdOut, recipe.seed());
            if (!resume && checkpoints.exist()) {
                checkpoints.remove();
            }
            return train(target, options, checkpoints, backend, pictures, opened);
        }
    }

    private OptionalInt wantedPoints() {
        return points == null ? OptionalInt.empty() : OptionalInt.of(points);
    }

    private Integer train(
            Path target,
            CascadeOptions options,
            Checkpoints checkpoints,
            Backend backend,
            PictureSet pictures,
            OpenedDataset opened) {
        PrintWriter err = spec.commandLine().getErr();
        long began = System.nanoTime();
        try (TrainingDisplay display = new TrainingDisplay(progress.style(), err, level -> {})) {
            CascadeOptions kept = options.withCheckpoints(checkpoints.folder());
            LandmarkCascade cascade = InterruptGuard.run(
                    () -> LandmarkCascade.train(pictures, kept, backend, display), () -> farewell(err, display));
            createFolder(target);
            cascade.save(target);
            report(target, cascade, display, opened, (System.nanoTime() - began) * 1e-9);
        }
        return ExitCode.OK;
    }

    private void report(
            Path target, LandmarkCascade cascade, TrainingDisplay display, OpenedDataset opened, double seconds) {
        List<String> pictures = writePlots(display.curves());
        if (!json.isPrinted()) {
            PrintWriter text = spec.commandLine().getOut();
            text.println("model: " + target);
            pictures.forEach(file -> text.println("plot: " + file));
            text.println("next: lightmark evaluate --model " + target + " --data " + data.get(0));
            text.flush();
        }
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("model", target.toString());
        figures.put("levels", cascade.levels().size());
        figures.put("seconds", seconds);
        figures.put("trainingImagesPerSecond", display.imagesPerSecond());
        figures.put("provenance", cascade.provenance());
        figures.put("plots", pictures);
        figures.put("dataset", opened.report().toJson());
        json.write(figures);
    }

    private List<String> writePlots(List<LossCurve> curves) {
        if (plots == null) {
            return List.of();
        }
        OutputFolder folder = OutputFolder.open(plots);
        PlotGuard.draw(
                spec.commandLine().getErr(),
                () -> curves.stream()
                        .filter(curve -> !curve.training().isEmpty())
                        .forEach(curve ->
                                LossCurvePlot.write(folder.file("loss-level" + curve.level() + ".png"), curve)));
        return folder.listing();
    }

    private Checkpoints checkpoints(Path target) {
        Checkpoints checkpoints = Checkpoints.besides(target);
        if (resume && !checkpoints.exist()) {
            throw wrong("Expected checkpoints to resume from in " + checkpoints.folder()
                    + ", received none. Fix: leave --resume out to begin.");
        }
        if (!resume && !force && checkpoints.exist()) {
            throw wrong("Expected no checkpoints in " + checkpoints.folder()
                    + ", received those of an earlier run. Fix: add --resume to go on with it, or --force to begin"
                    + " anew.");
        }
        return checkpoints;
    }

    private void farewell(PrintWriter err, TrainingDisplay display) {
        display.newestCheckpoint().ifPresent(checkpoint -> {
            err.println();
            err.println("stopped; the last checkpoint is " + checkpoint);
            err.println("to go on: repeat the same command with --resume");
            err.flush();
        });
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static void createFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected a folder for the model, received " + folder + " (" + e + "). Fix: check the path.", e);
        }
    }
}
