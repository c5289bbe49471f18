package io.lightmark.cli.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The length of runs as people write it: {@code 20} for all recipes, or {@code seed=20,ours=60}. */
public final class EpochsByRecipe {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,7}(\\.\\d{1,6})?");
    private static final Pattern NAMED = Pattern.compile("([^=]+)=(" + NUMBER.pattern() + ")");

    private EpochsByRecipe() {}

    /**
     * Epochs by recipe.
     *
     * @param text as written
     * @param recipes keys of all recipes that a lone number is for
     * @throws IllegalArgumentException for any other text
     */
    public static Map<String, Double> parse(String text, List<String> recipes) {
        Map<String, Double> epochs = new LinkedHashMap<>();
        if (NUMBER.matcher(text).matches()) {
            recipes.forEach(recipe -> epochs.put(recipe, Double.valueOf(text)));
            return epochs;
        }
        for (String part : text.split(",", -1)) {
            Matcher named = NAMED.matcher(part);
            if (!named.matches() || epochs.put(named.group(1), Double.valueOf(named.group(2))) != null) {
                throw new IllegalArgumentException("Expected epochs such as 20 or seed=20,ours=60, received '" + text
                        + "'. Fix: name each recipe once.");
            }
        }
        return epochs;
    }
}
