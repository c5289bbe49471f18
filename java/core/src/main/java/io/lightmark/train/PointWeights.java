package io.lightmark.train;

import java.util.List;
import java.util.stream.Stream;

/**
 * How much each landmark counts in a loss. A loss divides by the sum of the weights, so equal ones change nothing.
 *
 * @param values one per landmark, none for equal ones
 */
public record PointWeights(List<Float> values) {
    /** All landmarks alike. */
    public static final PointWeights EQUAL = new PointWeights(List.of());

    public PointWeights {
        values = List.copyOf(values);
        boolean valid = values.stream().allMatch(weight -> weight >= 0 && Float.isFinite(weight))
                && (values.isEmpty() || values.stream().anyMatch(weight -> weight > 0));
        if (!valid) {
            throw new IllegalArgumentException(
                    "Expected finite weights of at least 0 for the landmarks, one above 0, received " + values
                            + ". Fix: use 1 for a landmark like all others.");
        }
    }

    /** Whether any are given. */
    boolean areGiven() {
        return !values.isEmpty();
    }

    /** The sum over a number of landmarks, which must be that of the weights. */
    double sum(int points) {
        if (areGiven() && values.size() != points) {
            throw new IllegalArgumentException("Expected a weight for each of " + points + " landmarks, received "
                    + values.size() + ". Fix: give as many weights as the network has landmarks, or none.");
        }
        return areGiven() ? values.stream().mapToDouble(Float::doubleValue).sum() : points;
    }

    /** Each weight twice, for x and y. */
    List<Float> perCoordinate() {
        return values.stream().flatMap(weight -> Stream.of(weight, weight)).toList();
    }
}
