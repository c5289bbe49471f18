package io.lightmark.train;

import io.lightmark.nn.WeightSpec;
import io.lightmark.op.Op;
import io.lightmark.op.SgdUpdate;

/**
 * Stochastic gradient descent, see {@link SgdUpdate}.
 *
 * @param momentum 0 for plain gradient descent
 * @param weightDecay L2 factor of those weights that decay
 * @param groups which weights decay and how fast each learns
 */
public record Sgd(float momentum, float weightDecay, WeightGroups groups) implements Optimizer {
    @Override
    public Op update(WeightSpec weight, boolean clipped) {
        return new SgdUpdate(
                weight.shape(),
                momentum,
                groups.decays(weight.kind()) ? weightDecay : 0,
                groups.rateScale(weight.kind()),
                clipped);
    }

    @Override
    public Sgd withWeightDecay(float newDecay) {
        return new Sgd(momentum, newDecay, groups);
    }
}
