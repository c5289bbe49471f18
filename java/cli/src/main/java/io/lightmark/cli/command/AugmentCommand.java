package io.lightmark.cli.command;

import io.lightmark.augment.Augmentation;
import io.lightmark.backend.Backend;
import io.lightmark.cascade.CropPolicies;
import io.lightmark.cascade.CropPolicy;
import io.lightmark.cli.augmentation.AugmentedSheet;
import io.lightmark.cli.option.DataOptions;
import io.lightmark.cli.option.DeviceOptions;
import io.lightmark.cli.option.ProgressOption;
import io.lightmark.cli.option.SplitChoice;
import io.lightmark.data.PictureSet;
import io.lightmark.error.DataException;
import io.lightmark.vision.OpenedDataset;
import io.lightmark.vision.draw.ContactSheet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

/** {@code lightmark augment}: what training pictures look like. */
@Command(
        name = "augment",
        header = "Shows training pictures as a network sees them.",
        description = {
            "Writes a contact sheet: each row begins with a picture as it is, cut out and resized for a network; the"
                    + " others are what a recipe of random changes makes of it, with the landmarks that the network"
                    + " would have to find. Points of the face's left and right half have different colours, also"
                    + " after a flip.",
        },
        footer = {
            "  lightmark augment --data photos --show sheet.png",
            "  lightmark augment --data faces.lmpack --show sheet.png --recipe moderate --crop 'spread 0.25' --seed 7"
        })
public final class AugmentCommand implements Callable<Integer> {
    private static final int MOST = 100;
    private static final int LARGEST_SIDE = 1024;

    /** All cells together, at the larger of the network's input and what is drawn of it. */
    private static final long MOST_PIXELS = 1L << 26;

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

    @Option(names = "--show", required = true, paramLabel = "FILE", description = "The contact sheet to write, a PNG.")
    private @Nullable Path show;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            defaultValue = "strong",
            description = "Random changes: none, moderate (the default of training) or strong.")
    private String recipe = "strong";

    @Option(names = "--count", paramLabel = "N", defaultValue = "6", description = "Pictures, one row each.")
    private int count;

    @Option(names = "--versions", paramLabel = "N", defaultValue = "6", description = "Changed ones of each picture.")
    private int versions;

    @Option(
            names = "--side",
            paramLabel = "PIXELS",
            defaultValue = "112",
            description = "Width and height of the network's input.")
    private int side;

    @Option(
            names = "--crop",
            paramLabel = "POLICY",
            defaultValue = "whole",
            description = "Where the network looks: 'whole', or around the landmarks, such as 'spread 0.25'.")
    private String crop = "whole";

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            defaultValue = "train",
            description = "Which pictures: val, train, test, all.")
    private SplitChoice split = SplitChoice.TRAIN;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of everything drawn.")
    private long seed;

    @Mixin
    private DeviceOptions device = new DeviceOptions();

    @Mixin
    private ProgressOption progress = new ProgressOption();

    @Override
    public Integer call() {
        requireWithin("--count", count, 1, MOST);
        requireWithin("--versions", versions, 1, MOST);
        requireWithin("--side", side, 8, LARGEST_SIDE);
        requireRoom();
        AugmentedSheet sheet = sheet();
        Path file = Objects.requireNonNull(show);
        DataOptions sources = new DataOptions(spec, data);
        try (OpenedDataset opened = sources.open(0, device.threads(), OptionalInt.empty(), progress.style());
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
            requireLandmarks(sheet.crop(), chosen.points());
            int shown = Math.min(count, chosen.size());
            new ContactSheet(1 + versions, ContactSheet.DEFAULT.cellSide())
                    .write(file, sheet.cells(backend, chosen, shown));
            spec.commandLine().getOut().println("sheet: " + file + ", " + shown + " of " + chosen.size() + " pictures");
            spec.commandLine().getOut().flush();
        }
        return ExitCode.OK;
    }

    private AugmentedSheet sheet() {
        try {
            CropPolicy policy = CropPolicies.parse(crop);
            return new AugmentedSheet(Augmentation.ofName(recipe), policy, side, versions, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void requireRoom() {
        long larger = Math.max(side, ContactSheet.DEFAULT.cellSide());
        long most = MOST_PIXELS / (larger * larger);
        long cells = count * (1L + versions);
        if (cells > most) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected a sheet of at most " + most + " cells of " + larger + "x" + larger
                            + " pixels, received --count " + count + " rows of one picture and --versions " + versions
                            + ", " + cells + " cells. Fix: use a smaller --count, --versions or --side.");
        }
    }

    private void requireLandmarks(CropPolicy policy, int points) {
        if (policy.landmarks() > points) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected a --crop for " + points + " landmarks, received '" + policy.text()
                            + "'. Fix: name landmarks from 0 to " + (points - 1) + ".");
        }
    }

    private void requireWithin(String option, int value, int low, int high) {
        if (value < low || value > high) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected " + option + " from " + low + " to " + high + ", received " + value
                            + ". Fix: leave it out.");
        }
    }
}
