package io.lightmark.cli.experiment;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A network that takes part in an experiment.
 *
 * @param key short name, for options, folders and JSON
 * @param networkPattern name in the catalogue, with {@code %d} where the side of the input goes
 * @param classPattern the same for the network that predicts coordinates as classes; empty where there is none
 * @param title name for people
 * @param publishedPercent the error that was published for it, in percent, see {@link Experiment#published()}
 */
public record Contestant(
        String key,
        String networkPattern,
        Optional<String> classPattern,
        String title,
        OptionalDouble publishedPercent) {
    /** The name in the catalogue for square inputs of this side in pixels, with the head that a recipe asks for. */
    public String networkAt(int side, Recipe recipe) {
        String pattern = recipe.classLoss().isPresent() ? classPattern.orElse(networkPattern) : networkPattern;
        return String.format(Locale.ROOT, pattern, side);
    }
}
