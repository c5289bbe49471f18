package io.lightmark.train;

import io.lightmark.graph.LossRule;
import io.lightmark.landmark.LandmarkLayout;
import io.lightmark.landmark.LandmarkSpan;
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
    /** Whether each image's loss is divided by a length of its true landmarks. */
    default boolean isNormalised() {
        return false;
    }

    /** Caffe's Euclidean loss times a weight, as in the published solver. */
    record Euclidean(float weight) implements Loss {
        @Override
        public Op loss(Shape prediction) {
            return ElementwiseLoss.euclidean(prediction, weight);
        }
    }

    /**
     * The mean of a function of the errors over all coordinates, or over all pixels of all heat maps.
     *
     * @param function of one coordinate
     * @param weights of the landmarks, x and y alike, see {@link PointWeights}; equal ones for heat maps
     * @param scale factor of the mean
     */
    record Mean(LossFunction function, PointWeights weights, float scale) implements Loss {
        /** The plain mean. */
        public Mean(LossFunction function) {
            this(function, PointWeights.EQUAL, 1);
        }

        @Override
        public Op loss(Shape prediction) {
            return new ElementwiseLoss(
                    prediction, function, weights.areGiven(), (float) (scale / (prediction.n() * sum(prediction))));
        }

        /** The sum of the weights of one picture's coordinates or pixels. */
        private double sum(Shape prediction) {
            if (prediction.rank() == 2) {
                requireForCoordinates(prediction);
                return 2 * weights.sum(prediction.c() / 2);
            }
            if (weights.areGiven()) {
                throw new IllegalArgumentException("Expected coordinates to weigh landmark by landmark, received maps "
                        + prediction + ". Fix: give heat maps no weights.");
            }
            return (double) prediction.elements() / prediction.n();
        }

        /** Adaptive Wing's power α − y would be negative for large coordinates, and its value infinite. */
        private void requireForCoordinates(Shape prediction) {
            if (function instanceof LossFunction.AdaptiveWing) {
                throw new IllegalArgumentException("Expected heat maps with targets from 0 to 1 for " + function
                        + ", received coordinates " + prediction
                        + ". Fix: use another function for coordinates, such as LossFunction.SOFT_WING.");
            }
        }

        @Override
        public Map<String, List<Float>> constants() {
            return weights.areGiven() ? Map.of("weights", weights.perCoordinate()) : Map.of();
        }
    }

    /**
     * The normalised mean error itself: the mean distance of the landmarks, each image's divided by the distance of two
     * of its true landmarks, see {@link PointDistanceLoss}.
     *
     * @param first one landmark of the length, such as an outer corner of an eye: 36 of 68; {@link
     *     PointDistanceLoss#NONE} for the plain distance in network units
     * @param second the other: 45 of 68
     * @param weights of the landmarks, see {@link PointWeights}
     * @param scale factor of the mean
     */
    record MeanDistance(int first, int second, PointWeights weights, float scale) implements Loss {
        /** The mean distance, not normalised. */
        public static final MeanDistance PLAIN =
                new MeanDistance(PointDistanceLoss.NONE, PointDistanceLoss.NONE, PointWeights.EQUAL, 1);

        @Override
        public boolean isNormalised() {
            return first != PointDistanceLoss.NONE;
        }

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
     * The normalised mean error by the distance between the eyes, see {@link LandmarkLayout#interOcular}, for all kinds of
     * landmarks whose eyes are known.
     */
    record InterOcularError() implements Loss {
        @Override
        public Op loss(Shape prediction) {
            int points = prediction.c() / 2;
            LandmarkSpan eyes = LandmarkLayout.of(points)
                    .orElseThrow(() -> new IllegalArgumentException("Expected landmarks whose eyes are known for the"
                            + " normalised mean error, received " + points
                            + " landmarks. Fix: use 5, 51, 68, 70 or 98, or"
                            + " Loss.MeanDistance with the indices of two landmarks."))
                    .interOcular();
            return new MeanDistance(eyes.from().get(0), eyes.to().get(0), PointWeights.EQUAL, 1).loss(prediction);
        }

        @Override
        public boolean isNormalised() {
            return true;
        }
    }

    /**
     * Classification of the coordinates, for networks that end in an expectation over bins: the divergence from a
     * Gaussian around each target plus the distance of the expectation from it, see {@link
     * CoordinateClassificationLoss}.
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
