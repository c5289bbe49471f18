package io.lightmark.train;

import java.nio.file.Path;

/** Hears how a training goes; the training itself prints nothing. Calls come from the training thread, in order. */
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener NONE = new TrainingListener() {};

    /**
     * One finished step.
     *
     * @param step counted from 0
     * @param steps length of the run
     * @param epoch counted from 0
     * @param loss of this step's batch
     * @param rate learning rate of this step
     * @param imagesPerSecond since the run began or was resumed, validation left out
     */
    record StepReport(long step, long steps, long epoch, float loss, float rate, double imagesPerSecond) {}

    /**
     * One finished validation.
     *
     * @param steps steps done so far
     * @param epoch counted from 0
     * @param score lower is better
     * @param best whether it is the best so far
     */
    record ValidationReport(long steps, long epoch, double score, boolean best) {}

    /**
     * The average of the best steps, made at the end of the run.
     *
     * @param steps how many were averaged
     * @param score lower is better
     * @param best whether it is better than the best step, and so the result
     */
    record AverageReport(int steps, double score, boolean best) {}

    /** The run begins at this step, 0 unless it is resumed. */
    default void started(long step, long steps) {}

    default void stepped(StepReport report) {}

    default void validated(ValidationReport report) {}

    default void averaged(AverageReport report) {}

    /** The best steps were to be averaged, but were too few, or the device failed; the best one is kept. */
    default void notAveraged(String reason) {}

    /** A checkpoint is safely on the disk. */
    default void saved(Path checkpoint) {}

    /** A broken checkpoint was found and passed over. */
    default void skipped(Path checkpoint, String reason) {}
}
