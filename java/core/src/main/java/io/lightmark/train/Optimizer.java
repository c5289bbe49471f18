package io.lightmark.train;

import io.lightmark.nn.WeightSpec;
import io.lightmark.op.Op;

/** How gradients move weights. */
public sealed interface Optimizer permits Sgd, Adam, Rmsprop {
    /**
     * The update of one weight.
     *
     * @param clipped whether it multiplies the gradient by an operand {@code factor}
     */
    Op update(WeightSpec weight, boolean clipped);

    /** Factor of those weights that decay. */
    float weightDecay();

    /** The same with another weight decay. */
    Optimizer withWeightDecay(float newDecay);
}
