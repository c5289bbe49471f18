package io.lightmark.cli.option;

import io.lightmark.augment.Augmentation;
import io.lightmark.op.LossFunction;
import io.lightmark.train.Adam;
import io.lightmark.train.Loss;
import io.lightmark.train.Optimizer;
import io.lightmark.train.Refinement;
import io.lightmark.train.Rmsprop;
import io.lightmark.train.Sgd;
import io.lightmark.train.TrainingPreset;
import io.lightmark.train.WeightGroups;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is minimised and how, wherever it is to differ from the preset; for all levels alike. */
public final class SolverOptions {
    private static final float MOMENTUM = 0.9f;
    private static final Loss CLASSES = new Loss.CoordinateClassification(2, 1);

    @Option(
            names = "--loss",
            paramLabel = "NAME",
            description = "What is minimised (default: the preset's): mse, l1, smooth-l1, wing or soft-wing of the"
                    + " coordinates, nme (distances by that between the eyes), classes (coordinates as classes; for"
                    + " networks named with +simcc).")
    private @Nullable String loss;

    @Option(
            names = "--optimizer",
            paramLabel = "NAME",
            description =
                    "How weights move (default: the preset's): adamw, adam (L2 decay), rmsprop, sgd (momentum 0.9);"
                            + " each likes rates of its own, see --rate.")
    private @Nullable String optimizer;

    @Option(
            names = "--rate",
            paramLabel = "X",
            description = "Highest learning rate; it falls as in the preset (default: the preset's).")
    private @Nullable Double rate;

    @Option(names = "--decay", paramLabel = "X", description = "Weight decay (default: the preset's).")
    private @Nullable Double decay;

    @Option(
            names = "--clip",
            paramLabel = "NORM",
            description = "Shorten all gradients together to this norm; 0 for never (default: the preset's).")
    private @Nullable Double clip;

    @Option(
            names = "--ema",
            paramLabel = "X",
            description =
                    "Judge and keep moving averages of the weights, of this decay below 1; 0 for none (default: the"
                            + " preset's).")
    private @Nullable Double ema;

    @Option(
            names = "--recipe",
            paramLabel = "NAME",
            description = "Augmentation of the training pictures: none, moderate, strong (default: the preset's);"
                    + " 'lightmark augment' shows what it does.")
    private @Nullable String recipe;

    /**
     * A preset with what was chosen.
     *
     * @throws IllegalArgumentException for unknown names and impossible numbers
     */
    TrainingPreset apply(TrainingPreset preset) {
        TrainingPreset result =
                preset.withOptimizer(optimizer(preset.optimizer())).withRefinement(refinement(preset.refinement()));
        if (loss != null) {
            result = result.withLoss(lossOf(loss));
        }
        if (rate != null) {
            result = result.withSchedule(result.schedule().withRate(rate.floatValue()));
        }
        return recipe == null ? result : result.withAugmentation(Augmentation.ofName(recipe));
    }

    private Optimizer optimizer(Optimizer presets) {
        float chosen = decay == null ? presets.weightDecay() : decay.floatValue();
        if (!(chosen >= 0 && Float.isFinite(chosen))) {
            throw new IllegalArgumentException("Expected a finite weight decay of at least 0, received --decay " + decay
                    + ". Fix: use 0.01, or 0 for none.");
        }
        if (optimizer == null) {
            return presets.withWeightDecay(chosen);
        }
        return switch (optimizer.toLowerCase(Locale.ROOT)) {
            case "adamw" -> Adam.decoupled(chosen);
            case "adam" -> Adam.l2(chosen, WeightGroups.MODERN);
            case "rmsprop" -> Rmsprop.of(0, chosen);
            case "sgd" -> new Sgd(MOMENTUM, chosen, WeightGroups.MODERN);
            default ->
                throw new IllegalArgumentException("Expected the optimizer adamw, adam, rmsprop or sgd, received '"
                        + optimizer + "'. Fix: use one of these.");
        };
    }

    private Refinement refinement(Refinement presets) {
        Refinement clipped = clip == null ? presets : presets.withMaxNorm(clip.floatValue());
        return ema == null ? clipped : clipped.withAverageDecay(ema.floatValue());
    }

    private static Loss lossOf(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "mse" -> new Loss.Mean(LossFunction.SQUARED);
            case "l1" -> new Loss.Mean(LossFunction.ABSOLUTE);
            case "smooth-l1" -> new Loss.Mean(LossFunction.SMOOTH_L1);
            case "wing" -> new Loss.Mean(LossFunction.WING);
            case "soft-wing" -> new Loss.Mean(LossFunction.SOFT_WING);
            case "nme" -> new Loss.InterOcularError();
            case "classes" -> CLASSES;
            default ->
                throw new IllegalArgumentException(
                        "Expected the loss mse, l1, smooth-l1, wing, soft-wing, nme or classes," + " received '" + name
                                + "'. Fix: use one of these.");
        };
    }
}
