package io.lightmark.train;

import io.lightmark.augment.Augmentation;
import io.lightmark.graph.TrainingRules;
import io.lightmark.nn.Initialization;
import io.lightmark.op.LossFunction;
import io.lightmark.picture.Preprocessing;
import java.util.List;

/**
 * A complete recipe: how to start, what to minimise, how to move. Its text form identifies it in checkpoints.
 *
 * @param name short name as on the command line
 * @param initialization how fresh weights are drawn
 * @param optimizer how gradients move them
 * @param schedule the learning rate
 * @param loss what is minimised
 * @param augmentation random changes of training pictures
 * @param preprocessing from bytes to the network's input
 * @param batch pictures per step
 * @param steps length of the run when nobody says otherwise
 * @param refinement what is added to plain descent
 */
public record TrainingPreset(
        String name,
        Initialization initialization,
        Optimizer optimizer,
        Schedule schedule,
        Loss loss,
        Augmentation augmentation,
        Preprocessing preprocessing,
        int batch,
        long steps,
        Refinement refinement) {
    /**
     * The solver of the published cascade: Adam at 10⁻³ with L2 decay 4·10⁻⁴, divided by ten after 80,000 of the
     * 100,000 steps whose snapshot was used, Euclidean loss weighted by 100, no augmentation. It ran on two GPUs, 128
     * pictures each with their own batch statistics. Source: Yu Tingsong, "cascaded_mobilenet-v2", 2018, {@code
     * solver.prototxt}.
     */
    public static final TrainingPreset SEED = new TrainingPreset(
            "seed",
            Initialization.CAFFE,
            Adam.l2(4e-4f, WeightGroups.CAFFE),
            new Schedule.MultiStep(1e-3f, 0.1f, List.of(0.8)),
            new Loss.Euclidean(100),
            Augmentation.NONE,
            Preprocessing.PUBLISHED,
            128,
            100_000,
            Refinement.NONE);

    /**
     * The default: AdamW, cosine with warm-up, smooth L1, moderate augmentation, small batches. It starts like {@link
     * #SEED}: linear layers drawn by fan-in begin with random landmarks, and unlearning these silences the layer
     * before. Seen on level 1 with 1,772 photos, one run each, losses of single batches: 0.11 and 0.09 after 38,400 and
     * 51,200 pictures, against 0.19 and 0.15 after 64,000 and 96,000; the second schedule was longer.
     */
    public static final TrainingPreset DEFAULT = new TrainingPreset(
            "default",
            Initialization.CAFFE,
            Adam.decoupled(0.01f),
            new Schedule.Cosine(2e-3f, 0.05, 0),
            new Loss.Mean(LossFunction.SMOOTH_L1),
            Augmentation.MODERATE,
            Preprocessing.DEFAULT,
            64,
            20_000,
            Refinement.NONE);

    /**
     * For dense landmarks from a few thousand photos: smaller batches, strong augmentation, moving averages of the
     * weights.
     */
    public static final TrainingPreset LANDMARKS = new TrainingPreset(
            "landmarks",
            Initialization.CAFFE,
            Adam.decoupled(0.01f),
            new Schedule.Cosine(2e-3f, 0.05, 0.01),
            new Loss.Mean(LossFunction.SMOOTH_L1),
            Augmentation.STRONG,
            Preprocessing.DEFAULT,
            32,
            20_000,
            Refinement.NONE.withAverageDecay(0.999f));

    public TrainingPreset {
        if (batch < 1 || steps < 1) {
            throw new IllegalArgumentException("Expected a batch and a number of steps of at least 1, received " + batch
                    + " and " + steps + ". Fix: use 128 and 20000.");
        }
        if (refinement.teacher().isPresent()) {
            requireTeachable(loss);
            requireSame(preprocessing, refinement.teacher().get().preprocessing());
        }
    }

    /**
     * A teacher's prediction takes the place of the truth in the loss: a normalised distance would be divided by the
     * distance of the eyes where the teacher sees them, and weigh the pictures most that it gets wrong.
     */
    private static void requireTeachable(Loss loss) {
        if (loss.isNormalised()) {
            throw new IllegalArgumentException("Expected a loss that can compare with a teacher, received " + loss
                    + ", whose length would be the teacher's. Fix: use the plain mean distance or another loss, or no"
                    + " teacher.");
        }
    }

    private static void requireSame(Preprocessing own, Preprocessing teachers) {
        if (!own.equals(teachers)) {
            throw new IllegalArgumentException("Expected a teacher that was trained with " + own
                    + ", received one trained with " + teachers + ". Fix: train both with the same preprocessing.");
        }
    }

    public TrainingPreset withName(String newName) {
        return new TrainingPreset(
                newName,
                initialization,
                optimizer,
                schedule,
                loss,
                augmentation,
                preprocessing,
                batch,
                steps,
                refinement);
    }

    public TrainingPreset withBatch(int newBatch) {
        return new TrainingPreset(
                name,
                initialization,
                optimizer,
                schedule,
                loss,
                augmentation,
                preprocessing,
                newBatch,
                steps,
                refinement);
    }

    public TrainingPreset withSteps(long newSteps) {
        return new TrainingPreset(
                name,
                initialization,
                optimizer,
                schedule,
                loss,
                augmentation,
                preprocessing,
                batch,
                newSteps,
                refinement);
    }

    public TrainingPreset withOptimizer(Optimizer newOptimizer) {
        return new TrainingPreset(
                name,
                initialization,
                newOptimizer,
                schedule,
                loss,
                augmentation,
                preprocessing,
                batch,
                steps,
                refinement);
    }

    public TrainingPreset withSchedule(Schedule newSchedule) {
        return new TrainingPreset(
                name,
                initialization,
                optimizer,
                newSchedule,
                loss,
                augmentation,
                preprocessing,
                batch,
                steps,
                refinement);
    }

    public TrainingPreset withLoss(Loss newLoss) {
        return new TrainingPreset(
                name,
                initialization,
                optimizer,
                schedule,
                newLoss,
                augmentation,
                preprocessing,
                batch,
                steps,
                refinement);
    }

    public TrainingPreset withAugmentation(Augmentation newAugmentation) {
        return new TrainingPreset(
                name,
                initialization,
                optimizer,
                schedule,
                loss,
                newAugmentation,
                preprocessing,
                batch,
                steps,
                refinement);
    }

    public TrainingPreset withRefinement(Refinement newRefinement) {
        return new TrainingPreset(
                name,
                initialization,
                optimizer,
                schedule,
                loss,
                augmentation,
                preprocessing,
                batch,
                steps,
                newRefinement);
    }

    /** What a training step does beside the network itself. */
    TrainingRules rules() {
        boolean clipped = refinement.maxNorm() > 0;
        return new TrainingRules(
                loss,
                weight -> optimizer.update(weight, clipped),
                refinement.maxNorm(),
                refinement.averageDecay(),
                refinement.teacher().map(Teacher::branch));
    }

    public TrainingPreset withPreprocessing(Preprocessing newPreprocessing) {
        return new TrainingPreset(
                name,
                initialization,
                optimizer,
                schedule,
                loss,
                augmentation,
                newPreprocessing,
                batch,
                steps,
                refinement);
    }
}
