package io.lightmark.cli.option;

import io.lightmark.cascade.CascadeOptions;
import io.lightmark.cascade.CascadePresets;
import io.lightmark.cascade.CropPolicies;
import io.lightmark.cascade.LevelOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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
            description = {
                "Recipe: default (two levels of cascade48, for five points), seed (solver and arithmetic of the published"
                        + " cascade), landmarks (68 points and the like, a model of at most 15 MB), landmarks-small (at"
                        + " most 1 MB)."
            })
    private String preset = "default";

    @Option(names = "--levels", paramLabel = "N", description = "Levels of the cascade (default: the preset's).")
    private @Nullable Integer levels;

    @Option(
            names = "--network",
            split = ",",
            paramLabel = "NAME",
            description = "Networks by name, one for all levels or one for each (default: the preset's);"
                    + " 'lightmark inspect --list' shows them.")
    private List<String> networks = List.of();

    @Option(
            names = "--epochs",
            split = ",",
            paramLabel = "X",
            description = "Length of the levels' runs in epochs, one for all levels or one for each.")
    private List<Double> epochs = List.of();

    @Option(names = "--steps", paramLabel = "N", description = "Length of each level's run in steps instead.")
    private @Nullable Long steps;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Pictures per step (default: the preset's; for generated faces 32).")
    private @Nullable Integer batch;

    @Option(
            names = "--crop",
            paramLabel = "POLICY",
            description = {
                "Where further levels look (default: the preset's): 'nose-eye 2 0 4.0' is a square around the nose,"
                        + " four times as wide as nose and left eye are apart; 'spread 0.5' is the box around all"
                        + " points and half as much on each side; 'upright 0.15' is such a box with the eyes"
                        + " made level; 'compat-nose-eye 2 0' is the published arithmetic."
            })
    private @Nullable String crop;

    @Option(
            names = "--discard",
            paramLabel = "SHARE",
            description = "Leave training pictures out of the next level that a level misses by more than this share"
                    + " of the diagonal (default: the preset's, 0.05; for generated faces 0.2).")
    private @Nullable Double discard;

    @Mixin
    private SolverOptions solver = new SolverOptions();

    @Mixin
    private RefinementOptions refinement = new RefinementOptions();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of everything drawn.")
    private long seed;

    /**
     * The options as the library takes them.
     *
     * @throws ParameterException for values that it refuses
     */
    public CascadeOptions options() {
        if (!epochs.isEmpty() && steps != null) {
            throw wrong("Expected --epochs or --steps, received both. Fix: choose one.");
        }
        try {
            CascadeOptions options = CascadePresets.ofName(preset).withSeed(seed);
            if (levels != null) {
                options = options.withLevels(levels);
            }
            if (crop != null) {
                options = options.withCrop(CropPolicies.parse(crop));
            }
            if (discard != null) {
                options = options.withDiscardThreshold(discard);
            }
            requireOneOrEach("--network", networks, options);
            requireOneOrEach("--epochs", epochs, options);
            List<LevelOptions> chosen = new ArrayList<>();
            RefinementOptions.Models models = refinement.load();
            for (int l = 0; l < options.levels().size(); l++) {
                chosen.add(models.refine(level(options.levels().get(l), l), l));
            }
            return options.withLevels(chosen);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private LevelOptions level(LevelOptions level, int index) {
        LevelOptions result = level.withPreset(solver.apply(level.preset()));
        if (batch != null) {
            result = result.withPreset(result.preset().withBatch(batch));
        }
        if (!networks.isEmpty()) {
            result = result.withNetwork(networks.get(Math.min(index, networks.size() - 1)));
        }
        if (!epochs.isEmpty()) {
            result = result.withEpochs(epochs.get(Math.min(index, epochs.size() - 1)));
        }
        return steps == null ? result : result.withSteps(steps);
    }

    private void requireOneOrEach(String option, List<?> values, CascadeOptions options) {
        int count = options.levels().size();
        if (values.size() > 1 && values.size() != count) {
            throw wrong("Expected one value of " + option + " or one for each of " + count + " levels, received "
                    + values.size() + ". Fix: give one, or " + count + " separated by commas.");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Whether the length of the run was chosen. */
    public boolean hasLength() {
        return !epochs.isEmpty() || steps != null;
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
