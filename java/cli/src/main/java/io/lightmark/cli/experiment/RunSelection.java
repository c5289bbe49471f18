package io.lightmark.cli.experiment;

import io.lightmark.models.NetworkCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which runs of an experiment are wanted, and what differs from its table.
 *
 * @param contestants keys of networks
 * @param recipes keys of recipes
 * @param side of the networks' input in pixels
 * @param epochs length of the runs by recipe; a recipe that is not named keeps its own
 * @param batch pictures per step; empty for the recipes' own
 */
public record RunSelection(
        List<String> contestants, List<String> recipes, int side, Map<String, Double> epochs, Optional<Integer> batch) {
    /**
     * The runs, cheapest first.
     *
     * @throws IllegalArgumentException for a key, a side or a length that does not exist
     */
    public List<ExperimentRun> of(Experiment experiment) {
        experiment.recipes(List.copyOf(epochs.keySet()));
        List<ExperimentRun> runs = new ArrayList<>();
        for (Contestant contestant : experiment.contestants(contestants)) {
            for (Recipe recipe : experiment.recipes(recipes)) {
                Recipe timed = recipe.withEpochs(epochs.getOrDefault(recipe.key(), recipe.epochs()));
                runs.add(new ExperimentRun(
                        contestant,
                        batch.map(timed::withBatch).orElse(timed),
                        NetworkCatalogue.standard().network(contestant.networkAt(side, recipe), experiment.points())));
            }
        }
        runs.sort(Comparator.comparingDouble(ExperimentRun::cost));
        return runs;
    }
}
