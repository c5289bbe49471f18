package io.lightmark.cli.experiment;

import io.lightmark.op.LossFunction;
import io.lightmark.picture.Preprocessing;
import io.lightmark.train.Adam;
import io.lightmark.train.Loss;
import io.lightmark.train.Optimizer;
import io.lightmark.train.Schedule;
import io.lightmark.train.Sgd;
import io.lightmark.train.TrainingPreset;
import io.lightmark.train.WeightGroups;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** All experiments. A further one is a further table here. */
public final class Experiments {
    private static final float PUBLISHED_DECAY = 5e-4f;
    private static final double PUBLISHED_EPOCHS = 20;
    /**
     * The published report names no batch. Its base script's 256 made some 7,800 steps of 100,000 pictures; a small batch
     * comes nearest to that number on the few thousand pictures that are to be had.
     */
    private static final int BATCH = 32;

    /**
     * The comparison of a report on 68 landmarks with models of 13 to 15 MB: a plain convolutional network and MobileNet
     * V1, V2 and V3. Its parameters: 20 epochs, rate 10⁻³, a tenth of it after epochs 10 and 15, momentum 0.9, weight
     * decay 5·10⁻⁴, mean squared error, no augmentation named. It names no optimiser: the script that it cites takes Adam
     * and never uses its momentum, the words suggest SGD; both are here.
     */
    public static final Experiment SEEDS_68 = new Experiment(
            "seeds-68",
            "base CNN, MobileNet V1, V2 and V3 on 68 points, under the published parameters and under ours",
            68,
            List.of(
                    new Contestant("base-cnn", "base-cnn@%d", Optional.empty(), "base CNN", OptionalDouble.of(7.89)),
                    mobileNet("v1", "mobilenet-v1@%d", "MobileNet V1", 6.38),
                    mobileNet("v2", "mobilenet-v2-1.25@%d", "MobileNet V2 1.25", 5.82),
                    mobileNet("v3", "mobilenet-v3-large-0.85@%d", "MobileNet V3 0.85", 4.56)),
            List.of(
                    published("seed", "published parameters, Adam", Adam.l2(PUBLISHED_DECAY, WeightGroups.UNIFORM)),
                    published(
                            "seed-sgd",
                            "published parameters, SGD with momentum",
                            new Sgd(0.9f, PUBLISHED_DECAY, WeightGroups.UNIFORM)),
                    new Recipe(
                            "ours",
                            "coordinates as classes, the recipe for dense landmarks",
                            TrainingPreset.LANDMARKS,
                            Optional.of(new Loss.CoordinateClassification(2, 1)),
                            60)),
            List.of("seed", "ours"),
            "percent of the side of 384x384 crops, on AFLW2000-3D, trained on 100,000 generated faces");

    private Experiments() {}

    /** Every experiment. */
    public static List<Experiment> all() {
        return List.of(SEEDS_68);
    }

    private static Contestant mobileNet(String key, String pattern, String title, double publishedPercent) {
        return new Contestant(
                key, pattern, Optional.of(pattern + "+simcc"), title, OptionalDouble.of(publishedPercent));
    }

    private static Recipe published(String key, String title, Optimizer optimizer) {
        TrainingPreset preset = TrainingPreset.SEED
                .withName(key)
                .withOptimizer(optimizer)
                .withSchedule(new Schedule.MultiStep(1e-3f, 0.1f, List.of(0.5, 0.75)))
                .withLoss(new Loss.Mean(LossFunction.SQUARED))
                .withPreprocessing(Preprocessing.DEFAULT)
                .withBatch(BATCH);
        return new Recipe(key, title, preset, Optional.empty(), PUBLISHED_EPOCHS);
    }
}
