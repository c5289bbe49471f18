package io.lightmark.train;

import io.lightmark.backend.Backend;
import io.lightmark.error.DeviceException;
import io.lightmark.error.TrainingException;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network, whichever it is, on whatever a batch source gives. Each step is one run of a plan. Samples, their
 * augmentation, dropout and fresh weights depend on the seed and the step alone, so a run that is cut off and resumed
 * from a checkpoint ends with the same bits as one that was not.
 *
 * <p>A loss or weight that is not finite ends the run with a {@link TrainingException} and is never saved. An interrupt
 * of the thread saves a checkpoint and ends the run with one, too.
 */
public final class Trainer {
    private final TrainingPlan plan;
    private final Network network;
    private final TrainingOptions options;
    private final TrainingListener listener;
    private final @Nullable Validation validation;
    private final @Nullable CheckpointFolder folder;
    private final String run;
    private final int samples;
    private final BestSteps top;
    private double bestScore = Double.POSITIVE_INFINITY;
    private long bestSteps;
    private @Nullable Weights bestWeights;
    private boolean interrupted;

    private Trainer(
            TrainingPlan plan,
            Network network,
            BatchSource source,
            @Nullable Validation validation,
            TrainingOptions options,
            TrainingListener listener,
            @Nullable CheckpointFolder folder) {
        this.plan = plan;
        this.network = network;
        this.options = options;
        this.listener = listener;
        this.validation = validation;
        this.folder = folder;
        this.samples = source.size();
        this.top = new BestSteps(averaging().best());
        this.run = network.name() + " " + network.output() + " " + options.preset() + " seed=" + options.seed()
                + " data=" + source.fingerprint()
                + options.start().map(start -> " start=" + start.fingerprint()).orElse("")
                + (validation == null ? "" : judgement(validation, options));
    }

    /** What the choice among the steps of a run depends on. */
    private static String judgement(Validation validation, TrainingOptions options) {
        return " validateEvery=" + options.validateEvery() + " validation=" + validation.fingerprint();
    }

    /** Trains from fresh weights, or from the newest checkpoint of the same run, to the end of the run. */
    public static TrainingResult train(
            Backend backend,
            Network network,
            BatchSource source,
            Optional<Validation> validation,
            TrainingOptions options,
            TrainingListener listener) {
        TrainingPreset preset = options.preset();
        int batches = preset.refinement().averaging().recalibrationBatches();
        UnaryOperator<Weights> recalibration = weights ->
                NormRecalibration.recalibrate(backend, network, weights, source, preset, batches, options.seed());
        try (CheckpointFolder folder = options.checkpoints()
                .map(path -> CheckpointFolder.open(path, listener))
                .orElse(null)) {
            Trainer trainer;
            TrainingResult best;
            try (TrainingPlan plan = TrainingPlan.open(backend, network, source, options)) {
                trainer = new Trainer(plan, network, source, validation.orElse(null), options, listener, folder);
                best = trainer.run();
            }
            return trainer.averageOr(best, recalibration);
        }
    }

    private TrainingResult run() {
        long steps = options.preset().steps();
        long step = resume();
        listener.started(step, steps);
        long began = System.nanoTime();
        long pause = 0;
        long first = step;
        while (step < steps) {
            float rate = options.preset().schedule().rate(step, steps);
            float loss = plan.run(step, rate);
            requireFinite(step, loss);
            step++;
            double seconds = Math.max(1, System.nanoTime() - began - pause) * 1e-9;
            double imagesPerSecond = (step - first) * (double) options.preset().batch() / seconds;
            listener.stepped(
                    new TrainingListener.StepReport(step - 1, steps, epoch(step - 1), loss, rate, imagesPerSecond));
            long paused = System.nanoTime();
            afterStep(step, steps);
            pause += System.nanoTime() - paused;
        }
        return bestOrLast(steps);
    }

    private void afterStep(long step, long steps) {
        boolean last = step == steps;
        boolean validate = validation != null && (last || step % options.validateEvery() == 0);
        boolean due = folder != null && (last || step % options.checkpointEvery() == 0);
        noteInterrupt();
        if (!validate && !due && !interrupted) {
            return;
        }
        Map<String, Tensor> snapshot = plan.snapshot();
        if (validate) {
            validate(step, snapshot);
            noteInterrupt();
        }
        if (folder != null && (due || interrupted)) {
            folder.save(checkpoint(step, snapshot));
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new TrainingException(
                    "to train undisturbed",
                    "an interrupt after " + step + " of " + steps + " steps",
                    "start the same run again with the same checkpoint folder to go on.");
        }
    }

    /** Takes the interrupt off the thread: with it set, a file channel closes instead of writing the checkpoint. */
    private void noteInterrupt() {
        interrupted |= Thread.interrupted();
    }

    private void validate(long step, Map<String, Tensor> snapshot) {
        Weights weights = plan.weights(snapshot);
        double score = java.util.Objects.requireNonNull(validation).score(weights);
        if (Double.isNaN(score)) {
            throw new TrainingException(
                    "a validation score that is a number", score, "check the validation pictures and their landmarks.");
        }
        boolean best = score < bestScore;
        if (best) {
            bestScore = score;
            bestSteps = step;
            bestWeights = weights;
            if (folder != null) {
                noteInterrupt();
                folder.saveBest(checkpoint(step, snapshot));
            }
        }
        if (averaging().averages() && top.offer(new BestSteps.Entry(step, score, weights)) && folder != null) {
            noteInterrupt();
            Set<Long> steps = top.entries().stream().map(BestSteps.Entry::steps).collect(Collectors.toSet());
            folder.saveTop(new Checkpoint(run, step, step, score, options.provenance(), weights.asMap()), steps);
        }
        listener.validated(new TrainingListener.ValidationReport(step, epoch(step - 1), score, best));
    }

    private CheckpointAveraging averaging() {
        return options.preset().refinement().averaging();
    }

    private Checkpoint checkpoint(long step, Map<String, Tensor> snapshot) {
        return new Checkpoint(run, step, bestSteps, bestScore, options.provenance(), snapshot);
    }

    /** Goes on from the newest checkpoint, if there is one; returns the first step to run. */
    private long resume() {
        Optional<Checkpoint> found = folder == null ? Optional.empty() : folder.newest();
        if (folder == null || found.isEmpty()) {
            return 0;
        }
        Checkpoint checkpoint = found.get();
        if (!checkpoint.run().equals(run)) {
            throw new TrainingException(
                    "checkpoints of this run (" + run + ")",
                    "those of another (" + checkpoint.run() + ")",
                    "repeat the options and data of that run, or choose another folder.");
        }
        plan.restore(checkpoint.tensors());
        Optional<Checkpoint> best = folder.best().filter(c -> c.run().equals(run));
        if (checkpoint.bestSteps() > 0 && best.isPresent()) {
            bestScore = checkpoint.bestScore();
            bestSteps = checkpoint.bestSteps();
            bestWeights = plan.weights(best.get().tensors());
        }
        if (averaging().averages()) {
            folder.top(checkpoint.steps()).stream()
                    .filter(c -> c.run().equals(run))
                    .forEach(c ->
                            top.offer(new BestSteps.Entry(c.steps(), c.bestScore(), Weights.of(network, c.tensors()))));
        }
        return checkpoint.steps();
    }

    /**
     * The average of the best steps if it validates better than the best of them. A device that has no room for it
     * costs the average, never the run; the training plan must be closed by now, since measuring takes a plan of its
     * own.
     */
    private TrainingResult averageOr(TrainingResult best, UnaryOperator<Weights> recalibration) {
        if (!averaging().averages()) {
            return best;
        }
        List<Weights> all = top.entries().stream().map(BestSteps.Entry::weights).toList();
        if (validation == null || all.size() < 2) {
            listener.notAveraged("Expected at least two validated steps to average, received " + all.size()
                    + ". Fix: train longer, with pictures that choose the weights, or leave the average out.");
            return best;
        }
        Weights average;
        double score;
        try {
            average = recalibration.apply(WeightAverage.of(network, all));
            score = validation.score(average);
        } catch (DeviceException | OutOfMemoryError e) {
            listener.notAveraged(String.valueOf(e.getMessage()));
            return best;
        }
        boolean better = score < bestScore;
        listener.averaged(new TrainingListener.AverageReport(all.size(), score, better));
        return better ? new TrainingResult(average, best.steps(), best.bestSteps(), OptionalDouble.of(score)) : best;
    }

    private TrainingResult bestOrLast(long steps) {
        if (bestWeights != null) {
            return new TrainingResult(bestWeights, steps, bestSteps, OptionalDouble.of(bestScore));
        }
        return new TrainingResult(plan.weights(plan.snapshot()), steps, steps, OptionalDouble.empty());
    }

    private long epoch(long step) {
        return step * options.preset().batch() / samples;
    }

    private static void requireFinite(long step, float loss) {
        if (!Float.isFinite(loss)) {
            throw new TrainingException(
                    "a finite loss",
                    loss + " at step " + step,
                    "use a lower learning rate or a longer warm-up, and check the landmarks of the data; earlier"
                            + " checkpoints stay valid.");
        }
    }
}
