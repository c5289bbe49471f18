package io.lightmark.cli.experiment;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A network that takes part in an experiment.
 *
 * @param key short name, for options, folders and JSON
 * @param networkPattern name in the catalogue, with {@code %d} where the side of the input goes
 * @param title name for people
 * @param publishedPercent the error that was published for it, in percent, see {@link Experiment#published()}
 */
public record Contestant(String key, String networkPattern, String title, OptionalDouble publishedPercent) {
    /** The name in the catalogue for square inputs of this side in pixels. */
    public String networkAt(int side) {
        return String.format(Locale.ROOT, networkPattern, side);
    }
}
