package io.lightmark.cascade;

import io.lightmark.nn.Weights;
import io.lightmark.train.TrainingPreset;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one level of a cascade is trained.
 *
 * @param network name of its network in the catalogue
 * @param crop where it looks; a first level's policy needs no landmarks
 * @param preset its recipe
 * @param epochs length of its run in epochs; when empty the preset's steps count
 * @param start weights to begin with, where they fit; the others are drawn
 */
public record LevelOptions(
        String network, CropPolicy crop, TrainingPreset preset, OptionalDouble epochs, Optional<Weights> start) {
    public LevelOptions {
        if (epochs.isPresent() && !(epochs.getAsDouble() > 0 && epochs.getAsDouble() <= 1e6)) {
            throw new IllegalArgumentException(
                    "Expected above 0 up to a million epochs, received " + epochs.getAsDouble() + ". Fix: use 30.");
        }
    }

    /** A level that runs for the preset's steps. */
    public static LevelOptions of(String network, CropPolicy crop, TrainingPreset preset) {
        return new LevelOptions(network, crop, preset, OptionalDouble.empty(), Optional.empty());
    }

    public LevelOptions withNetwork(String newNetwork) {
        return new LevelOptions(newNetwork, crop, preset, epochs, start);
    }

    public LevelOptions withCrop(CropPolicy newCrop) {
        return new LevelOptions(network, newCrop, preset, epochs, start);
    }

    public LevelOptions withPreset(TrainingPreset newPreset) {
        return new LevelOptions(network, crop, newPreset, epochs, start);
    }

    public LevelOptions withEpochs(double newEpochs) {
        return new LevelOptions(network, crop, preset, OptionalDouble.of(newEpochs), start);
    }

    public LevelOptions withSteps(long steps) {
        return new LevelOptions(network, crop, preset.withSteps(steps), OptionalDouble.empty(), start);
    }

    public LevelOptions withStart(Weights newStart) {
        return new LevelOptions(network, crop, preset, epochs, Optional.of(newStart));
    }

    /** The recipe for a number of training pictures, as long as the run is. */
    TrainingPreset presetFor(int samples) {
        if (epochs.isEmpty()) {
            return preset;
        }
        double steps = Math.ceil(epochs.getAsDouble() * samples / preset.batch());
        return preset.withSteps(Math.max(1, (long) steps));
    }
}
