package io.lightmark.train;

import io.lightmark.graph.LossRule;
import io.lightmark.op.CoordinateClassificationLoss;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.LossFunction;
import io.lightmark.op.Op;
import io.lightmark.op.PointDistanceLoss;
import io.lightmark.op.SoftArgmax;
import io.lightmark.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What training minimises. Landmarks are in network units, −1 to 1 across the picture, and so are the parameters. */
public sealed interface Loss extends LossRule {
    /** Caffe's Euclidean loss times a weight, as in the published solver. */
    record Euclidean(float weight) implements Loss {
        @Override
        public Op loss(Shape prediction) {
            return ElementwiseLoss.euclidean(prediction, weight);
        }
    }

    /**
     * The mean of a function of the errors over all coordinates.
     *
     * @param function of one coordinate
     * @param weights of the landmarks, x and y alike, see {@link PointWeights}
     * @param scale factor of the mean
     */
    record Mean(LossFunction function, PointWeights weights, float scale) implements Loss {
        /** The plain mean. */
        public Mean(LossFunction function) {
            this(function, PointWeights.EQUAL, 1);
        }

        @Override
        public Op loss(Shape prediction) {
            double sum = 2 * weights.sum(prediction.c() / 2);
            return new ElementwiseLoss(
                    prediction, function, weights.areGiven(), (float) (scale / (prediction.n() * sum)));
        }

        @Override
        public Map<String, List<Float>> constants() {
            return weights.areGiven() ? Map.of("weights", weights.perCoordinate()) : Map.of();
        }
    }

    /**
     * The normalised mean error itself: the mean distance of the landmarks, each image's divided by the distance of two of
     * its true landmarks, see {@link PointDistanceLoss}.
     *
     * @param first one landmark of the length, such as an outer corner of an eye: 36 of 68; {@link PointDistanceLoss#NONE}
     *     for the plain distance in network units
     * @param second the other: 45 of 68
     * @param weights of the landmarks, see {@link PointWeights}
     * @param scale factor of the mean
     */
    record MeanDistance(int first, int second, PointWeights weights, float scale) implements Loss {
        /** The mean distance, not normalised. */
        public static final MeanDistance PLAIN =
                new MeanDistance(PointDistanceLoss.NONE, PointDistanceLoss.NONE, PointWeights.EQUAL, 1);

        @Override
        public Op loss(Shape prediction) {
            double sum = weights.sum(prediction.c() / 2);
            return new PointDistanceLoss(
                    prediction, first, second, weights.areGiven(), (float) (scale / (prediction.n() * sum)));
        }

        @Override
        public Map<String, List<Float>> constants() {
            return weights.areGiven() ? Map.of("weights", weights.values()) : Map.of();
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
