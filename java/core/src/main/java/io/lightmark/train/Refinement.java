package io.lightmark.train;

import java.util.Optional;

/**
 * What a recipe adds to plain descent.
 *
 * @param maxNorm norm of all gradients together above which they are shortened to it, see {@link
 *     io.lightmark.op.GradientNorm}; 0 for never
 * @param averageDecay decay of the moving averages of all weights, running statistics included, see {@link
 *     io.lightmark.op.MovingAverage}; with one, validation and results take the averages. 0 for none
 * @param averaging what becomes of the best steps
 * @param teacher a trained network to learn from, too; not with a normalised distance as loss
 */
public record Refinement(float maxNorm, float averageDecay, CheckpointAveraging averaging, Optional<Teacher> teacher) {
    /** Plain descent. */
    public static final Refinement NONE = new Refinement(0, 0, CheckpointAveraging.NONE, Optional.empty());

    public Refinement {
        if (!(maxNorm >= 0 && Float.isFinite(maxNorm))) {
            throw new IllegalArgumentException("Expected a finite norm of at least 0 to clip gradients at, received "
                    + maxNorm + ". Fix: use 1, or 0 for no clipping.");
        }
        if (!(averageDecay >= 0 && averageDecay < 1)) {
            throw new IllegalArgumentException(
                    "Expected a decay from 0 to below 1 for the averages of weights, received " + averageDecay
                            + ". Fix: use 0.999, or 0 for no averages.");
        }
    }

    /** The same with gradients clipped at this norm. */
    public Refinement withMaxNorm(float newNorm) {
        return new Refinement(newNorm, averageDecay, averaging, teacher);
    }

    /** The same with averages of this decay. */
    public Refinement withAverageDecay(float newDecay) {
        return new Refinement(maxNorm, newDecay, averaging, teacher);
    }

    /** The same with the best steps averaged at the end of the run. */
    public Refinement withAveraging(CheckpointAveraging newAveraging) {
        return new Refinement(maxNorm, averageDecay, newAveraging, teacher);
    }

    /** The same with a teacher. */
    public Refinement withTeacher(Teacher newTeacher) {
        return new Refinement(maxNorm, averageDecay, averaging, Optional.of(newTeacher));
    }
}
