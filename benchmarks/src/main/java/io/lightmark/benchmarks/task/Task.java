package io.lightmark.benchmarks.task;

import java.util.Locale;
import java.util.function.Function;

/** The tasks of the harness. */
public enum Task {
    /** (a) One level, forward only. */
    FORWARD(ForwardTask::measure),
    /** (b) The whole cascade from decoded pictures. */
    CASCADE(CascadeTask::fromPictures),
    /** (c) The whole cascade from JPEG files. */
    FILE(CascadeTask::fromFiles),
    /** (d) A training step: forward, backward, update. */
    TRAINING(TrainingTask::measure);

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a static method
    private final Function<Setting, Measured> measurement;

    Task(Function<Setting, Measured> measurement) {
        this.measurement = measurement;
    }

    /** Name on the command line and in files. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether one run trains, and so takes a batch of its own and longer blocks. */
    public boolean trains() {
        return this == TRAINING;
    }

    /** Whether it looks at photos. */
    public boolean seesPhotos() {
        return this == CASCADE || this == FILE;
    }

    /** Checks and times the task; nothing is timed when contenders disagree. */
    public Measured measure(Setting setting) {
        return measurement.apply(setting);
    }
}
