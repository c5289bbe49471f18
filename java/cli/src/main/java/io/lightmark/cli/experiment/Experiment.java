package io.lightmark.cli.experiment;

import java.util.List;

/**
 * An experiment as a table: every network trained by every recipe, on the same pictures, judged on the same others.
 *
 * @param name for the command line and JSON
 * @param purpose one line that says what is compared
 * @param points landmarks per picture
 * @param contestants the networks, in the order of the table
 * @param recipes the ways to train them, in the order of the table
 * @param usual keys of the recipes that run unless others are asked for
 * @param published what the published errors were measured on and divided by
 */
public record Experiment(
        String name,
        String purpose,
        int points,
        List<Contestant> contestants,
        List<Recipe> recipes,
        List<String> usual,
        String published) {
    public Experiment {
        contestants = List.copyOf(contestants);
        recipes = List.copyOf(recipes);
        usual = List.copyOf(usual);
    }

    /** The keys of all networks. */
    public List<String> contestantKeys() {
        return contestants.stream().map(Contestant::key).toList();
    }

    /** The keys of all recipes. */
    public List<String> recipeKeys() {
        return recipes.stream().map(Recipe::key).toList();
    }

    /**
     * The networks of these keys, in the order of the table.
     *
     * @throws IllegalArgumentException for a key that the table does not have
     */
    public List<Contestant> contestants(List<String> keys) {
        requireKnown("network", contestantKeys(), keys);
        return contestants.stream()
                .filter(contestant -> keys.contains(contestant.key()))
                .toList();
    }

    /**
     * The recipes of these keys, in the order of the table.
     *
     * @throws IllegalArgumentException for a key that the table does not have
     */
    public List<Recipe> recipes(List<String> keys) {
        requireKnown("recipe", recipeKeys(), keys);
        return recipes.stream().filter(recipe -> keys.contains(recipe.key())).toList();
    }

    private static void requireKnown(String kind, List<String> known, List<String> keys) {
        for (String key : keys) {
            if (!known.contains(key)) {
                throw new IllegalArgumentException("Expected the key of a " + kind + ", received '" + key
                        + "'. Fix: use some of " + String.join(",", known) + ".");
            }
        }
    }
}
