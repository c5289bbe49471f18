package io.lightmark.train;

import io.lightmark.nn.Weights;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One run of a preset.
 *
 * @param preset the recipe, batch and number of steps included
 * @param seed of everything drawn
 * @param start weights to begin with, where a name and a shape of theirs are the network's; the others are drawn
 * @param validateEvery steps between validations; the end of the run is always validated
 * @param checkpoints folder of the run's checkpoints; a run that finds its own there goes on from the newest
 * @param checkpointEvery steps between checkpoints; the end of the run is always saved
 * @param provenance strings for the metadata of checkpoints
 */
public record TrainingOptions(
        TrainingPreset preset,
        long seed,
        Optional<Weights> start,
        long validateEvery,
        Optional<Path> checkpoints,
        long checkpointEvery,
        Map<String, String> provenance) {
    public TrainingOptions {
        provenance = Map.copyOf(provenance);
        if (validateEvery < 1 || checkpointEvery < 1) {
            throw new IllegalArgumentException(
                    "Expected at least one step between validations and checkpoints, received " + validateEvery
                            + " and " + checkpointEvery + ". Fix: use an epoch's steps.");
        }
        if (preset.steps() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Expected a run of at most 2^31 - 1 steps, received " + preset.steps() + ". Fix: use fewer steps.");
        }
    }

    /** A run without checkpoints that validates at its end only. */
    public static TrainingOptions of(TrainingPreset preset, long seed) {
        return new TrainingOptions(
                preset, seed, Optional.empty(), preset.steps(), Optional.empty(), preset.steps(), Map.of());
    }

    public TrainingOptions withStart(Weights newStart) {
        return new TrainingOptions(
                preset, seed, Optional.of(newStart), validateEvery, checkpoints, checkpointEvery, provenance);
    }

    public TrainingOptions withValidation(long everySteps) {
        return new TrainingOptions(preset, seed, start, everySteps, checkpoints, checkpointEvery, provenance);
    }

    public TrainingOptions withCheckpoints(Path folder, long everySteps) {
        return new TrainingOptions(preset, seed, start, validateEvery, Optional.of(folder), everySteps, provenance);
    }

    public TrainingOptions withProvenance(Map<String, String> newProvenance) {
        return new TrainingOptions(preset, seed, start, validateEvery, checkpoints, checkpointEvery, newProvenance);
    }
}
