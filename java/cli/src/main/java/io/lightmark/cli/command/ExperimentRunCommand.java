package io.lightmark.cli.command;

import io.lightmark.backend.Backend;
import io.lightmark.cli.experiment.EpochsByRecipe;
import io.lightmark.cli.experiment.Experiment;
import io.lightmark.cli.experiment.ExperimentFolder;
import io.lightmark.cli.experiment.ExperimentPictures;
import io.lightmark.cli.experiment.ExperimentReports;
import io.lightmark.cli.experiment.ExperimentRun;
import io.lightmark.cli.experiment.ExperimentRunner;
import io.lightmark.cli.experiment.RunSelection;
import io.lightmark.cli.experiment.RunShare;
import io.lightmark.cli.option.DataOptions;
import io.lightmark.cli.option.DeviceOptions;
import io.lightmark.cli.option.JsonOption;
import io.lightmark.cli.option.ProgressOption;
import io.lightmark.cli.output.OutputFolder;
import io.lightmark.vision.OpenedDataset;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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

/** {@code lightmark experiment seeds-68} and the like: runs one experiment. */
@Command(
        header = "Trains networks under several recipes on the same pictures and compares them.",
        description = {
            "A part of the training pictures is held out; no run sees it. Each network is trained by each recipe, judged"
                    + " on the held-out part and timed; the table stands beside the published figures.",
            "",
            "Each run has a folder with its model, its losses and result.json. Finished runs are not repeated: after"
                    + " Ctrl-C, or a power cut, the same command with --resume goes on. With --runs several machines"
                    + " share the work: copy the folders of their runs together, then 'lightmark experiment report'."
        },
        footer = {
            "  lightmark experiment seeds-68 --data photos --out seeds-68",
            "  lightmark experiment seeds-68 --data photos --out seeds-68 --side 64 --epochs seed=5,ours=10",
            "  lightmark experiment seeds-68 --data photos --out half --runs 1/2 --device cuda",
            "  lightmark experiment seeds-68 --data photos --out seeds-68 --resume"
        })
public final class ExperimentRunCommand implements Callable<Integer> {
    private final Experiment experiment;

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
            paramLabel = "FOLDER",
            description = "Folder for all results, new or empty; with --resume the one of an earlier start.")
    private @Nullable Path out;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            defaultValue = "112",
            description = "Side of the networks' input, divisible by 32.")
    private int side;

    @Option(
            names = "--epochs",
            paramLabel = "X",
            description = "Length of the runs: a number for all, or by recipe such as seed=20,ours=60 (default: the"
                    + " recipes' own). Milestones move in proportion.")
    private @Nullable String epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Pictures per step (default: the recipes' own).")
    private @Nullable Integer batch;

    @Option(
            names = "--networks",
            split = ",",
            paramLabel = "NAME",
            showDefaultValue = Visibility.NEVER,
            description = "Only these networks of the table.")
    private List<String> networks = new ArrayList<>();

    @Option(
            names = "--recipes",
            split = ",",
            paramLabel = "NAME",
            showDefaultValue = Visibility.NEVER,
            description = "Only these recipes of the table (default: those that are not marked above).")
    private List<String> recipes = new ArrayList<>();

    @Option(
            names = "--runs",
            paramLabel = "K/N",
            description = "Only the K-th of N shares of the runs, which are in order of cost.")
    private @Nullable String runs;

    @Option(
            names = "--hold-out",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Share of the training pictures to judge by; 0 takes the validation split.")
    private double holdOut;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of everything drawn.")
    private long seed;

    @Option(
            names = "--max-side",
            paramLabel = "PIXELS",
            defaultValue = "256",
            description = "Photos of folders are averaged down to this longer side; 0 keeps every pixel.")
    private int maxSide;

    @Option(names = "--resume", description = "Go on in a folder that has runs already.")
    private boolean resume;

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    @Mixin
    private JsonOption json = new JsonOption();

    public ExperimentRunCommand(Experiment experiment) {
        this.experiment = experiment;
    }

    @Override
    public Integer call() {
        List<ExperimentRun> chosen = chosen();
        Path path = Objects.requireNonNull(out);
        if (!resume && !OutputFolder.isFree(path)) {
            throw wrong(
                    "Expected --out to be a new or empty folder, received " + path
                            + ", which has something in it. Fix: add --resume to go on with its runs, or choose another folder.");
        }
        DataOptions sources = new DataOptions(spec, data);
        OptionalInt points = OptionalInt.of(experiment.points());
        ExperimentFolder folder = new ExperimentFolder(path);
        try (OpenedDataset opened = sources.open(maxSide, device.threads(), points, progress.style());
                Backend backend = device.open()) {
            ExperimentPictures pictures =
                    ExperimentPictures.of(opened.pictures(), opened.report().source(), holdOut, seed);
            PrintWriter err = spec.commandLine().getErr();
            ExperimentRunner runner = new ExperimentRunner(
                    experiment, pictures, folder, backend, device::openForOneThread, progress.style(), err);
            for (int i = 0; i < chosen.size(); i++) {
                err.println("[" + (i + 1) + "/" + chosen.size() + "] "
                        + chosen.get(i).id());
                runner.run(chosen.get(i));
            }
        }
        ExperimentReportCommand.publish(spec, ExperimentReports.of(experiment, folder), folder, json);
        return ExitCode.OK;
    }

    private List<ExperimentRun> chosen() {
        if (!(holdOut >= 0 && holdOut <= 0.9) || maxSide < 0) {
            throw wrong("Expected --hold-out of 0 to 0.9 and --max-side of at least 0, received " + holdOut + " and "
                    + maxSide + ". Fix: leave them out.");
        }
        try {
            List<String> recipeKeys = recipes.isEmpty() ? experiment.usual() : recipes;
            RunSelection selection = new RunSelection(
                    networks.isEmpty() ? experiment.contestantKeys() : networks,
                    recipeKeys,
                    side,
                    epochs == null ? Map.of() : EpochsByRecipe.parse(epochs, recipeKeys),
                    Optional.ofNullable(batch));
            return (runs == null ? RunShare.ALL : RunShare.parse(runs)).of(selection.of(experiment));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
