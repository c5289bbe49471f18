package io.lightmark.cli.option;

import io.lightmark.cascade.CascadeOptions;
import io.lightmark.cascade.CropPolicies;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a cascade is trained: preset, levels, length, crop, seed. */
public final class RecipeOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Recipe: default (measured), or seed (solver and arithmetic of the published cascade).")
    private String preset = "default";

    @Option(names = "--levels", paramLabel = "N", defaultValue = "2", description = "Levels of the cascade.")
    private int levels;

    @Option(names = "--epochs", paramLabel = "X", description = "Length of each level's run in epochs.")
    private @Nullable Double epochs;

    @Option(names = "--steps", paramLabel = "N", description = "Length of each level's run in steps instead.")
    private @Nullable Long steps;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Pictures per step (default: the preset's 128; for generated faces 32).")
    private @Nullable Integer batch;

    @Option(
            names = "--crop",
            paramLabel = "POLICY",
            description = {
                "Where further levels look (default: the preset's): 'nose-eye 2 0 4.0' is a square around the nose,"
                        + " four times as wide as nose and left eye are apart; 'spread 0.5' is the box around all"
                        + " points and half as much on each side; 'compat-nose-eye 2 0' is the published arithmetic."
            })
    private @Nullable String crop;

    @Option(
            names = "--discard",
            paramLabel = "SHARE",
            description = "Leave training pictures out of the next level that a level misses by more than this share"
                    + " of the diagonal (default: the preset's, 0.05; for generated faces 0.2).")
    private @Nullable Double discard;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of everything drawn.")
    private long seed;

    /**
     * The options as the library takes them.
     *
     * @throws ParameterException for values that it refuses
     */
    public CascadeOptions options() {
        if (epochs != null && steps != null) {
            throw new ParameterException(
                    spec.commandLine(), "Expected --epochs or --steps, received both. Fix: choose one.");
        }
        try {
            CascadeOptions options =
                    CascadeOptions.ofPreset(preset).withLevels(levels).withSeed(seed);
            if (batch != null) {
                options = options.withPreset(options.preset().withBatch(batch));
            }
            if (steps != null) {
                options = options.withSteps(steps);
            }
            if (epochs != null) {
                options = options.withEpochs(epochs);
            }
            if (crop != null) {
                options = options.withCrop(CropPolicies.parse(crop));
            }
            return discard == null ? options : options.withDiscardThreshold(discard);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether the length of the run was chosen. */
    public boolean hasLength() {
        return epochs != null || steps != null;
    }

    /** Whether the batch was chosen. */
    public boolean hasBatch() {
        return batch != null;
    }

    /** Whether the discard threshold was chosen. */
    public boolean hasDiscard() {
        return discard != null;
    }

    public long seed() {
        return seed;
    }
}
