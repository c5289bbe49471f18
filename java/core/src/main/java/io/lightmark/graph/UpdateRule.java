package io.lightmark.graph;

import io.lightmark.nn.WeightSpec;
import io.lightmark.op.Op;

/**
 * How training moves a weight: an update operation per weight, with operands {@code gradient}, {@code rate}, {@code
 * parameter}, possibly {@code runState}, and any state it keeps.
 */
@FunctionalInterface
public interface UpdateRule {
    Op update(WeightSpec weight);
}
