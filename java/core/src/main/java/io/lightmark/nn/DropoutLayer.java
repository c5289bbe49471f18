package io.lightmark.nn;

import io.lightmark.op.Dropout;
import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;

/** Dropout in training, nothing in inference. */
public record DropoutLayer(String name, float rate) implements PrimitiveLayer {
    @Override
    public Op trainingOp(Shape input) {
        return new Dropout(input, rate, name.hashCode());
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }
}
