package io.lightmark.graph;

import java.util.Optional;

/**
 * What a training step does beside the network itself.
 *
 * @param loss what is minimised
 * @param update how a gradient moves a weight; reads an operand {@code factor} if gradients are clipped
 * @param maxNorm norm of all gradients together above which they are clipped, see {@link
 *     io.lightmark.op.GradientNorm}; 0 for never
 * @param averageDecay decay of the moving averages of all weights, see {@link io.lightmark.op.MovingAverage}; 0 for
 *     none
 * @param teacher a trained network to learn from, too
 */
public record TrainingRules(
        LossRule loss, UpdateRule update, float maxNorm, float averageDecay, Optional<TeacherBranch> teacher) {
    /** Plain training: no clipping, no averages, no teacher. */
    public static TrainingRules of(LossRule loss, UpdateRule update) {
        return new TrainingRules(loss, update, 0, 0, Optional.empty());
    }
}
