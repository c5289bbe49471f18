package io.lightmark.cli.experiment;

import io.lightmark.train.Loss;
import io.lightmark.train.TrainingPreset;
import java.util.Optional;

/**
 * One way to train all networks of an experiment.
 *
 * @param key short name, for options, folders and JSON
 * @param title the same in a line, for people
 * @param preset optimiser, schedule, loss, augmentation, batch; its steps do not count
 * @param classLoss with one, networks that can predict coordinates as classes do, and this is their loss
 * @param epochs length of the run
 */
public record Recipe(String key, String title, TrainingPreset preset, Optional<Loss> classLoss, double epochs) {
    public Recipe {
        if (!(epochs > 0 && epochs <= 1e6)) {
            throw new IllegalArgumentException(
                    "Expected above 0 up to a million epochs, received " + epochs + ". Fix: use 20.");
        }
    }

    public Recipe withEpochs(double newEpochs) {
        return new Recipe(key, title, preset, classLoss, newEpochs);
    }

    public Recipe withBatch(int batch) {
        return new Recipe(key, title, preset.withBatch(batch), classLoss, epochs);
    }
}
