package io.lightmark.nn;

import io.lightmark.op.Activate;
import io.lightmark.op.Activation;
import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;

/** A pointwise activation. */
public record Nonlinearity(String name, Activation activation) implements PrimitiveLayer {
    @Override
    public Op trainingOp(Shape input) {
        return new Activate(input, activation);
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }
}
