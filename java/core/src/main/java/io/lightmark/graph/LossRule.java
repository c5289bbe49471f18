package io.lightmark.graph;

import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;

/** Which loss compares a prediction of the given shape [n, outputs] with its target. */
@FunctionalInterface
public interface LossRule {
    /** An operation with operands {@code prediction}, {@code target} and {@code loss}. */
    Op loss(Shape prediction);
}
