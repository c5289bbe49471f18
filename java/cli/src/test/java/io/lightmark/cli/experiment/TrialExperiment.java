package io.lightmark.cli.experiment;

import io.lightmark.train.Loss;
import io.lightmark.train.TrainingPreset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A small experiment on five points, for tests. */
public final class TrialExperiment {
    public static final Experiment TABLE = new Experiment(
            "trial",
            "one network under two recipes",
            5,
            List.of(new Contestant(
                    "small",
                    "cascade48",
                    Optional.of("landmark-small-0.25@32+simcc"),
                    "Cascade48",
                    OptionalDouble.of(1.25))),
            List.of(
                    new Recipe("short", "a short run", TrainingPreset.DEFAULT.withBatch(8), Optional.empty(), 1),
                    new Recipe(
                            "long",
                            "a long run, coordinates as classes",
                            TrainingPreset.DEFAULT.withBatch(8),
                            Optional.of(new Loss.CoordinateClassification(2, 1)),
                            8)),
            List.of("short"),
            "nowhere");

    private TrialExperiment() {}
}
