package io.lightmark.graph;

import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;

/** Which operation changes pictures between the crop and the network. */
public interface DistortionRule {
    /** Tells the program's distortions apart: inputs of the operation are called {@code <name>.<operand>}. */
    String name();

    /** An operation that changes {@code x} in place, or reads {@code x} and writes {@code y}, both of this shape. */
    Op op(Shape images);
}
