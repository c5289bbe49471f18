package io.lightmark.cli.experiment;

import io.lightmark.train.TrainingPreset;
import java.util.List;
import java.util.OptionalDouble;

/** A small experiment on five points, for tests. */
public final class TrialExperiment {
    public static final Experiment TABLE = new Experiment(
            "trial",
            "one network under two recipes",
            5,
            List.of(new Contestant("small", "cascade48", "Cascade48", OptionalDouble.of(1.25))),
            List.of(
                    new Recipe("short", "a short run", TrainingPreset.DEFAULT.withBatch(8), 1),
                    new Recipe("long", "a long run", TrainingPreset.DEFAULT.withBatch(8), 2)),
            List.of("short"),
            "nowhere");

    private TrialExperiment() {}
}
