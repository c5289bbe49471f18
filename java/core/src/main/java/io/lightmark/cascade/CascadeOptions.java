package io.lightmark.cascade;

import io.lightmark.models.NetworkCatalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How a cascade is trained.
 *
 * @param levels how each level is trained, in order
 * @param networks where the networks' names are looked up
 * @param discardThreshold training pictures that the level before misses by more than this share of the diagonal are left
 *     out of the next level's training
 * @param seed of everything drawn
 * @param checkpoints folder for checkpoints, one folder inside per level
 */
public record CascadeOptions(
        List<LevelOptions> levels,
        NetworkCatalogue networks,
        double discardThreshold,
        long seed,
        Optional<Path> checkpoints) {
    private static final int MOST_LEVELS = 16;

    public CascadeOptions {
        levels = List.copyOf(levels);
        if (levels.isEmpty() || levels.size() > MOST_LEVELS) {
            throw new IllegalArgumentException(
                    "Expected 1 to " + MOST_LEVELS + " levels, received " + levels.size() + ". Fix: use 2.");
        }
        CropPolicy first = levels.get(0).crop();
        if (first.landmarks() > 0) {
            throw new IllegalArgumentException("Expected a first level that needs no landmarks, received the crop '"
                    + first.text() + "'. Fix: use 'whole' there.");
        }
        if (!(discardThreshold > 0)) {
            throw new IllegalArgumentException(
                    "Expected a positive discard threshold, received " + discardThreshold + ". Fix: use 0.05.");
        }
    }

    /** The given levels of the library's networks, seed 1, no checkpoints. */
    public static CascadeOptions of(double discardThreshold, LevelOptions... levels) {
        return new CascadeOptions(List.of(levels), NetworkCatalogue.standard(), discardThreshold, 1, Optional.empty());
    }

    /** These levels instead. */
    public CascadeOptions withLevels(List<LevelOptions> newLevels) {
        return new CascadeOptions(newLevels, networks, discardThreshold, seed, checkpoints);
    }

    /** The first {@code count} levels; where there are fewer, the last one again and again. */
    public CascadeOptions withLevels(int count) {
        if (count < 1 || count > MOST_LEVELS) {
            throw new IllegalArgumentException(
                    "Expected 1 to " + MOST_LEVELS + " levels, received " + count + ". Fix: use 2.");
        }
        List<LevelOptions> chosen = new ArrayList<>();
        for (int l = 0; l < count; l++) {
            chosen.add(levels.get(Math.min(l, levels.size() - 1)));
        }
        return withLevels(chosen);
    }

    /** Every level changed in the same way. */
    public CascadeOptions withEach(UnaryOperator<LevelOptions> change) {
        return withLevels(levels.stream().map(change).toList());
    }

    /** The same length of every level's run, in epochs. */
    public CascadeOptions withEpochs(double epochs) {
        return withEach(level -> level.withEpochs(epochs));
    }

    /** The same network in every level. */
    public CascadeOptions withNetwork(String network, NetworkCatalogue catalogue) {
        return new CascadeOptions(
                withEach(level -> level.withNetwork(network)).levels(), catalogue, discardThreshold, seed, checkpoints);
    }

    /** Where all levels but the first look. */
    public CascadeOptions withCrop(CropPolicy crop) {
        List<LevelOptions> chosen = new ArrayList<>(levels);
        for (int l = 1; l < chosen.size(); l++) {
            chosen.set(l, chosen.get(l).withCrop(crop));
        }
        return withLevels(chosen);
    }

    public CascadeOptions withDiscardThreshold(double newThreshold) {
        return new CascadeOptions(levels, networks, newThreshold, seed, checkpoints);
    }

    public CascadeOptions withSeed(long newSeed) {
        return new CascadeOptions(levels, networks, discardThreshold, newSeed, checkpoints);
    }

    public CascadeOptions withCheckpoints(Path folder) {
        return new CascadeOptions(levels, networks, discardThreshold, seed, Optional.of(folder));
    }
}
