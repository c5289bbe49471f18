package io.lightmark.train;

import io.lightmark.graph.LossRule;
import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.LossFunction;
import io.lightmark.op.Op;
import io.lightmark.op.SoftArgmax;
import io.lightmark.tensor.Shape;
import java.util.Optional;

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

    /**
     * Classification of the coordinates, for networks that end in an expectation over bins: the divergence from a Gaussian
     * around each target plus the distance of the expectation from it, see {@link CoordinateClassificationLoss}.
     *
     * @param sigma width of the Gaussian in bins
     * @param coordinateWeight factor of the distance, 0 for none
     */
    record CoordinateClassification(float sigma, float coordinateWeight) implements Loss {
        @Override
        public Op loss(Shape prediction) {
            throw new IllegalArgumentException("Expected a network that ends in an expectation over bins for the loss "
                    + this + ", received one that gives " + prediction
                    + " directly. Fix: use a network with a coordinate-classification head, or a loss of coordinates.");
        }

        @Override
        public Optional<Op> lossOfLogits(SoftArgmax expectation) {
            return Optional.of(new CoordinateClassificationLoss(
                    expectation.input(), expectation.reach(), sigma, coordinateWeight));
        }
    }
}
