package io.lightmark.cli.report;

import java.util.List;

/**
 * Which line belongs to which run: a colour per network, a dash per recipe, so that both comparisons can be seen at once.
 * The colours are those of Okabe and Ito, "Color universal design", 2008, which people with any colour vision can tell
 * apart.
 */
final class RunStyles {
    private static final int COLOURS = 7;
    private static final int DASHES = 4;

    private final List<String> networks;
    private final List<String> recipes;

    RunStyles(List<RunResult> runs) {
        this.networks = runs.stream().map(RunResult::network).distinct().toList();
        this.recipes = runs.stream().map(RunResult::recipe).distinct().toList();
    }

    /** Style of a run's line. */
    String line(RunResult run) {
        return "line " + colour(run) + " dash" + Math.max(0, recipes.indexOf(run.recipe())) % DASHES;
    }

    /** Style of a run's faces: bars and dots. */
    String fill(RunResult run) {
        return "fill " + colour(run);
    }

    private String colour(RunResult run) {
        return "colour" + Math.max(0, networks.indexOf(run.network())) % COLOURS;
    }
}
