package io.lightmark.cascade;

import io.lightmark.train.TrainingListener;

/** Hears how a cascade's training goes. Between the calls for a level come those of its network's training. */
public interface CascadeListener extends TrainingListener {
    /** Hears nothing. */
    CascadeListener NONE = new CascadeListener() {};

    /**
     * A level is about to be trained.
     *
     * @param level counted from 1
     * @param levels of the whole cascade
     * @param samples training pictures used
     * @param discarded training pictures left out because the level before was too far off
     * @param unusable training pictures whose own landmarks give no window, such as coincident eyes and nose
     * @param validationSamples pictures that choose the weights
     * @param steps length of the run
     * @param batch pictures per step
     */
    record LevelStart(
            int level,
            int levels,
            int samples,
            int discarded,
            int unusable,
            int validationSamples,
            long steps,
            int batch) {}

    /**
     * A level is trained.
     *
     * @param level counted from 1
     * @param steps steps done when its weights were taken
     * @param validationError its mean error by the picture's diagonal on the validation pictures; NaN without any
     */
    record LevelEnd(int level, long steps, double validationError) {}

    default void levelStarted(LevelStart start) {}

    /** The level begins with so many weights of an older model, out of all that its network has. */
    default void beginsWith(long taken, long weights) {}

    default void levelEnded(LevelEnd end) {}

    /** Pictures predicted so far to prepare the next level. */
    default void preparing(int done, int pictures) {}
}
