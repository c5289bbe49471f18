package io.lightmark.cli.experiment;

import io.lightmark.train.TrainingPreset;

/**
 * One way to train all networks of an experiment.
 *
 * @param key short name, for options, folders and JSON
 * @param title the same in a line, for people
 * @param preset optimiser, schedule, loss, augmentation, batch; its steps do not count
 * @param epochs length of the run
 */
public record Recipe(String key, String title, TrainingPreset preset, double epochs) {
    public Recipe {
        if (!(epochs > 0 && epochs <= 1e6)) {
            throw new IllegalArgumentException(
                    "Expected above 0 up to a million epochs, received " + epochs + ". Fix: use 20.");
        }
    }

    public Recipe withEpochs(double newEpochs) {
        return new Recipe(key, title, preset, newEpochs);
    }

    public Recipe withBatch(int batch) {
        return new Recipe(key, title, preset.withBatch(batch), epochs);
    }
}
