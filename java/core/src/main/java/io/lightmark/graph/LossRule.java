package io.lightmark.graph;

import io.lightmark.op.Op;
import io.lightmark.op.SoftArgmax;
import io.lightmark.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which loss compares what a network makes of a batch with its target. */
@FunctionalInterface
public interface LossRule {
    /**
     * The loss of coordinates of the given shape [n, outputs].
     *
     * @return an operation with operands {@code prediction}, {@code target}, {@code loss} and the {@link #constants}
     * @throws IllegalArgumentException if this loss needs logits, see {@link #lossOfLogits}
     */
    Op loss(Shape prediction);

    /**
     * The loss of a network that ends in an expectation over bins, if this rule compares the logits in front of it
     * rather than coordinates. Training then leaves the expectation out.
     *
     * @param expectation the network's last operation
     * @return an operation with operands {@code prediction} (the logits), {@code target} and {@code loss}; empty for a
     *     loss of coordinates
     */
    default Optional<Op> lossOfLogits(SoftArgmax expectation) {
        return Optional.empty();
    }

    /** The contents of the loss's further operands, by name; the same for every step. */
    default Map<String, List<Float>> constants() {
        return Map.of();
    }
}
