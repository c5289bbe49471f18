package io.lightmark.train;

import io.lightmark.nn.WeightSpec;
import io.lightmark.op.AdamUpdate;
import io.lightmark.op.Op;

/**
 * Adam, or AdamW when the decay is decoupled, see {@link AdamUpdate}.
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon added to the root of the second moment
 * @param weightDecay factor of those weights that decay
 * @param decoupled whether the decay is AdamW's
 * @param groups which weights decay and how fast each learns
 */
public record Adam(float beta1, float beta2, float epsilon, float weightDecay, boolean decoupled, WeightGroups groups)
        implements Optimizer {
    /** Adam with L2 decay in the gradient, as in Caffe. */
    public static Adam l2(float weightDecay, WeightGroups groups) {
        return new Adam(0.9f, 0.999f, 1e-8f, weightDecay, false, groups);
    }

    /** AdamW with the usual moments. */
    public static Adam decoupled(float weightDecay) {
        return new Adam(0.9f, 0.999f, 1e-8f, weightDecay, true, WeightGroups.MODERN);
    }

    @Override
    public Op update(WeightSpec weight, boolean clipped) {
        return new AdamUpdate(
                weight.shape(),
                beta1,
                beta2,
                epsilon,
                groups.decays(weight.kind()) ? weightDecay : 0,
                decoupled,
                groups.rateScale(weight.kind()),
                clipped);
    }

    @Override
    public Adam withWeightDecay(float newDecay) {
        return new Adam(beta1, beta2, epsilon, newDecay, decoupled, groups);
    }
}
