package io.lightmark.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which runs an experiment makes, and in which order. */
final class RunSelectionTest {
    private static final Experiment TABLE = TrialExperiment.TABLE;

    @Test
    void cheapestFirst() {
        List<ExperimentRun> runs = selection(
                        List.of("small"), List.of("long", "short"), Map.of("short", 3.0, "long", 2.0))
                .of(TABLE);
        assertEquals(List.of("small-long", "small-short"), ids(runs));
        assertEquals(2.0, runs.get(0).recipe().epochs());
        assertTrue(runs.get(0).cost() < runs.get(1).cost(), runs::toString);
    }

    @Test
    void lengthsAreTheRecipesOwnUnlessGiven() {
        List<ExperimentRun> runs = selection(List.of("small"), List.of("short", "long"), Map.of("long", 7.0))
                .of(TABLE);
        assertEquals(
                List.of(1.0, 7.0),
                runs.stream().map(run -> run.recipe().epochs()).toList());
    }

    @Test
    void sharesMakeTheWhole() {
        List<Integer> all = List.of(0, 1, 2, 3, 4, 5, 6);
        List<Integer> together = new ArrayList<>();
        for (int part = 1; part <= 3; part++) {
            together.addAll(new RunShare(part, 3).of(all));
        }
        assertEquals(List.of(0, 3, 6, 1, 4, 2, 5), together);
        assertEquals(all, RunShare.ALL.of(all));
        assertEquals(new RunShare(2, 3), RunShare.parse("2/3"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "99999/99999"})
    void brokenShares(String text) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> RunShare.parse(text));
        assertTrue(String.valueOf(failure.getMessage()).contains("Fix:"), failure::toString);
    }

    @Test
    void epochsForAllOrByName() {
        assertEquals(Map.of("a", 2.5, "b", 2.5), EpochsByRecipe.parse("2.5", List.of("a", "b")));
        assertEquals(Map.of("b", 30.0), EpochsByRecipe.parse("b=30", List.of("a", "b")));
        assertEquals(Map.of("a", 1.0, "b", 30.0), EpochsByRecipe.parse("a=1,b=30", List.of("a", "b")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a=", "=3", "a=1,", "a=1,a=2", "a=-1", "NaN", "1e3"})
    void brokenEpochs(String text) {
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> EpochsByRecipe.parse(text, List.of("a")));
        assertTrue(String.valueOf(failure.getMessage()).contains("Fix:"), failure::toString);
    }

    @Test
    void unknownNames() {
        for (RunSelection wrong : List.of(
                selection(List.of("huge"), List.of("short"), Map.of()),
                selection(List.of("small"), List.of("best"), Map.of()),
                selection(List.of("small"), List.of("short"), Map.of("best", 1.0)),
                selection(List.of("small"), List.of("short"), Map.of("short", 0.0)))) {
            IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, () -> wrong.of(TABLE));
            assertTrue(String.valueOf(failure.getMessage()).contains("Fix:"), failure::toString);
        }
    }

    private static RunSelection selection(List<String> networks, List<String> recipes, Map<String, Double> epochs) {
        return new RunSelection(networks, recipes, 48, epochs, Optional.empty());
    }

    private static List<String> ids(List<ExperimentRun> runs) {
        return runs.stream().map(ExperimentRun::id).toList();
    }
}
