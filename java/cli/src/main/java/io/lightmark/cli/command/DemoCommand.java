package io.lightmark.cli.command;

import io.lightmark.backend.Backend;
import io.lightmark.cascade.CascadeOptions;
import io.lightmark.cli.demo.Demo;
import io.lightmark.cli.demo.ShortRun;
import io.lightmark.cli.option.DataOptions;
import io.lightmark.cli.option.DeviceOptions;
import io.lightmark.cli.option.JsonOption;
import io.lightmark.cli.option.ProgressOption;
import io.lightmark.cli.option.RecipeOptions;
import io.lightmark.cli.output.JsonFile;
import io.lightmark.cli.output.OutputFolder;
import io.lightmark.vision.Datasets;
import io.lightmark.vision.OpenedDataset;
import io.lightmark.vision.synthetic.SyntheticFaces;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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

/** {@code lightmark demo}: everything once, on generated faces or on real photos. */
@Command(
        name = "demo",
        header = "Trains, evaluates and times a cascade: everything once, in a few minutes.",
        description = {
            "Without --data it generates faces with known landmarks. It trains level 1, crops, trains level 2, measures"
                    + " both on pictures that were not trained on, writes a contact sheet (green truth, red level 1,"
                    + " blue level 2), loss curves, error histograms and the model, and times single pictures.",
            "",
            "With --data it does the same on real photos; the validation split is held out for the figures, and 5 %% of"
                    + " the training pictures choose the weights. Give real data more --seconds than the default."
        },
        footer = {
            "  lightmark demo",
            "  lightmark demo --data photos --seconds 1200 --out photos-demo",
            "  lightmark demo --faces 400 --steps 100 --seed 7 --out small --json small.json"
        })
public final class DemoCommand implements Callable<Integer> {
    private static final double DEFAULT_SECONDS = 80;
    private static final int POINTS = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            showDefaultValue = Visibility.NEVER,
            paramLabel = "DATA",
            description = "Real pictures in place of generated ones: annotated photos (a folder, or their list; see"
                    + " docs/formats.md) or a packed file; may be repeated.")
    private List<Path> data = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "lightmark-demo",
            description = "Folder for all results, new or empty.")
    private Path out = Path.of("lightmark-demo");

    @Option(names = "--force", description = "Write into --out even if it is not empty.")
    private boolean force;

    @Option(names = "--faces", paramLabel = "N", defaultValue = "2000", description = "Faces to generate.")
    private int faces;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "Time for training; the steps that fit are measured first (default: 80, unless --epochs or"
                    + " --steps is given).")
    private @Nullable Double seconds;

    @Option(
            names = "--max-side",
            paramLabel = "PIXELS",
            defaultValue = "256",
            description = "Real photos are averaged down to this longer side; 0 keeps every pixel.")
    private int maxSide;

    @Mixin
    private RecipeOptions recipe = new RecipeOptions();

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        CascadeOptions options = check();
        boolean generated = data.isEmpty();
        DataOptions sources = new DataOptions(spec, data);
        OutputFolder folder = OutputFolder.claim(spec, "--out", out, force);
        PrintWriter text = spec.commandLine().getOut();
        PrintWriter quiet = json.isPrinted() ? new PrintWriter(PrintWriter.nullWriter()) : text;
        OptionalDouble budget = recipe.hasLength()
                ? OptionalDouble.empty()
                : OptionalDouble.of(seconds == null ? DEFAULT_SECONDS : seconds);
        Demo demo = new Demo(
                options,
                budget,
                folder,
                progress.style(),
                quiet,
                spec.commandLine().getErr());
        try (Backend backend = device.open()) {
            Map<String, @Nullable Object> figures = demo.run(
                    () -> generated
                            ? generate()
                            : sources.open(maxSide, device.threads(), OptionalInt.of(POINTS), progress.style()),
                    generated,
                    backend,
                    device::openForSinglePictures);
            finish(folder, quiet, figures);
        }
        return ExitCode.OK;
    }

    private void finish(OutputFolder folder, PrintWriter text, Map<String, @Nullable Object> figures) {
        Path file = folder.file("demo.json");
        Map<String, @Nullable Object> all = new LinkedHashMap<>(figures);
        JsonFile.write(file, all);
        all.put("files", folder.listing());
        json.write(all);
        text.println();
        text.println("Written:");
        folder.listing().forEach(name -> text.println("  " + name));
        text.println("Next: lightmark predict --model " + out + " <photo>");
        text.flush();
    }

    private OpenedDataset generate() {
        Path folder = out.resolve("faces");
        new SyntheticFaces(recipe.seed()).write(folder, faces);
        spec.commandLine().getErr().println(faces + " faces in " + folder + ", in CelebA's layout");
        return Datasets.open(folder);
    }

    private CascadeOptions check() {
        if (seconds != null && recipe.hasLength()) {
            throw wrong("Expected --seconds, --epochs or --steps, received several. Fix: choose one.");
        }
        if (seconds != null && !(seconds > 0 && seconds <= 1e6)) {
            throw wrong("Expected --seconds above 0 and at most a million, received " + seconds + ". Fix: use 80.");
        }
        if (faces < 20 || faces > 1_000_000 || maxSide < 0) {
            throw wrong("Expected --faces of 20 to a million and --max-side of at least 0, received " + faces + " and "
                    + maxSide + ". Fix: leave them out.");
        }
        CascadeOptions options = recipe.options();
        return data.isEmpty() ? ShortRun.of(options, recipe.hasBatch(), recipe.hasDiscard()) : options;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
