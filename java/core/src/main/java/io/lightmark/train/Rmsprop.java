package io.lightmark.train;

import io.lightmark.nn.WeightSpec;
import io.lightmark.op.Op;
import io.lightmark.op.RmspropUpdate;

/**
 * RMSprop, see {@link RmspropUpdate}.
 *
 * @param smoothing decay of the mean square of the gradients
 * @param epsilon added to its root
 * @param momentum 0 for none
 * @param weightDecay L2 factor of those weights that decay
 * @param groups which weights decay and how fast each learns
 */
public record Rmsprop(float smoothing, float epsilon, float momentum, float weightDecay, WeightGroups groups)
        implements Optimizer {
    /** PyTorch's smoothing and ε; unlike there, biases and normalisations do not decay. */
    public static Rmsprop of(float momentum, float weightDecay) {
        return new Rmsprop(0.99f, 1e-8f, momentum, weightDecay, WeightGroups.MODERN);
    }

    @Override
    public Op update(WeightSpec weight, boolean clipped) {
        return new RmspropUpdate(
                weight.shape(),
                smoothing,
                epsilon,
                momentum,
                groups.decays(weight.kind()) ? weightDecay : 0,
                groups.rateScale(weight.kind()),
                clipped);
    }

    @Override
    public Rmsprop withWeightDecay(float newDecay) {
        return new Rmsprop(smoothing, epsilon, momentum, newDecay, groups);
    }
}
