package io.lightmark.train;

import io.lightmark.graph.LossRule;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.LossFunction;
import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;

/** What training minimises. */
public sealed interface Loss extends LossRule {
    /** Caffe's Euclidean loss times a weight, as in the published solver. */
    record Euclidean(float weight) implements Loss {
        @Override
        public Op loss(Shape prediction) {
            return ElementwiseLoss.euclidean(prediction, weight);
        }
    }

    /** The mean of a function of the errors over all coordinates. */
    record Mean(LossFunction function) implements Loss {
        @Override
        public Op loss(Shape prediction) {
            return ElementwiseLoss.mean(prediction, function);
        }
    }
}
