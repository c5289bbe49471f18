package io.lightmark.cascade;

import io.lightmark.models.NetworkCatalogue;
import io.lightmark.train.TrainingPreset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a cascade is trained.
 *
 * @param levels number of levels
 * @param network name of every level's network in the catalogue
 * @param networks where the name is looked up
 * @param preset the recipe of every level
 * @param first where the first level looks
 * @param crop where the others look
 * @param discardThreshold training pictures that the level before misses by more than this share of the diagonal are left
 *     out of the next level's training
 * @param seed of everything drawn
 * @param epochs length of each level's run in epochs; when empty the preset's steps count
 * @param checkpoints folder for checkpoints, one folder inside per level
 */
public record CascadeOptions(
        int levels,
        String network,
        NetworkCatalogue networks,
        TrainingPreset preset,
        CropPolicy first,
        CropPolicy crop,
        double discardThreshold,
        long seed,
        OptionalDouble epochs,
        Optional<Path> checkpoints) {
    /** Two levels of {@code cascade48}, the default preset and the consistent crop. */
    public static final CascadeOptions DEFAULT = new CascadeOptions(
            2,
            "cascade48",
            NetworkCatalogue.standard(),
            TrainingPreset.DEFAULT,
            new WholePicture(),
            NoseEyeCrop.FIVE_POINTS,
            0.05,
            1,
            OptionalDouble.empty(),
            Optional.empty());

    /** The published cascade: its solver, its arithmetic, its threshold of 10 %. */
    public static final CascadeOptions SEED = new CascadeOptions(
            2,
            "cascade48",
            NetworkCatalogue.standard(),
            TrainingPreset.SEED,
            new CompatWhole(),
            CompatCrop.FIVE_POINTS,
            0.1,
            1,
            OptionalDouble.empty(),
            Optional.empty());

    public CascadeOptions {
        if (levels < 1 || levels > 16) {
            throw new IllegalArgumentException("Expected 1 to 16 levels, received " + levels + ". Fix: use 2.");
        }
        if (!(discardThreshold > 0)) {
            throw new IllegalArgumentException(
                    "Expected a positive discard threshold, received " + discardThreshold + ". Fix: use 0.05.");
        }
        if (epochs.isPresent() && !(epochs.getAsDouble() > 0 && epochs.getAsDouble() <= 1e6)) {
            throw new IllegalArgumentException(
                    "Expected above 0 up to a million epochs, received " + epochs.getAsDouble() + ". Fix: use 30.");
        }
    }

    /** {@link #DEFAULT} or {@link #SEED} by the preset's name. */
    public static CascadeOptions ofPreset(String name) {
        TrainingPreset preset = TrainingPreset.ofName(name);
        return preset.name().equals(SEED.preset().name()) ? SEED : DEFAULT;
    }

    public CascadeOptions withLevels(int newLevels) {
        return new CascadeOptions(
                newLevels, network, networks, preset, first, crop, discardThreshold, seed, epochs, checkpoints);
    }

    public CascadeOptions withNetwork(String newNetwork, NetworkCatalogue catalogue) {
        return new CascadeOptions(
                levels, newNetwork, catalogue, preset, first, crop, discardThreshold, seed, epochs, checkpoints);
    }

    public CascadeOptions withPreset(TrainingPreset newPreset) {
        return new CascadeOptions(
                levels, network, networks, newPreset, first, crop, discardThreshold, seed, epochs, checkpoints);
    }

    public CascadeOptions withCrop(CropPolicy newCrop) {
        return new CascadeOptions(
                levels, network, networks, preset, first, newCrop, discardThreshold, seed, epochs, checkpoints);
    }

    public CascadeOptions withDiscardThreshold(double newThreshold) {
        return new CascadeOptions(
                levels, network, networks, preset, first, crop, newThreshold, seed, epochs, checkpoints);
    }

    public CascadeOptions withSeed(long newSeed) {
        return new CascadeOptions(
                levels, network, networks, preset, first, crop, discardThreshold, newSeed, epochs, checkpoints);
    }

    public CascadeOptions withEpochs(double newEpochs) {
        return new CascadeOptions(
                levels,
                network,
                networks,
                preset,
                first,
                crop,
                discardThreshold,
                seed,
                OptionalDouble.of(newEpochs),
                checkpoints);
    }

    public CascadeOptions withSteps(long steps) {
        return new CascadeOptions(
                levels,
                network,
                networks,
                preset.withSteps(steps),
                first,
                crop,
                discardThreshold,
                seed,
                OptionalDouble.empty(),
                checkpoints);
    }

    public CascadeOptions withCheckpoints(Path folder) {
        return new CascadeOptions(
                levels, network, networks, preset, first, crop, discardThreshold, seed, epochs, Optional.of(folder));
    }
}
