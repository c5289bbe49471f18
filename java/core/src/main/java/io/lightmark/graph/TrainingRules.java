package io.lightmark.graph;

/**
 * What a training step does beside the network itself.
 *
 * @param loss what is minimised
 * @param update how a gradient moves a weight
 * @param averageDecay decay of the moving averages of all weights, see {@link io.lightmark.op.MovingAverage}; 0 for none
 */
public record TrainingRules(LossRule loss, UpdateRule update, float averageDecay) {
    /** Plain training: no averages. */
    public static TrainingRules of(LossRule loss, UpdateRule update) {
        return new TrainingRules(loss, update, 0);
    }
}
