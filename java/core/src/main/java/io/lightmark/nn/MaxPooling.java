package io.lightmark.nn;

import io.lightmark.op.MaxPool;
import io.lightmark.op.Op;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;

/** Maximum over a window: [n,h,w,c] to [n,h',w',c]. */
public record MaxPooling(String name, Window window) implements PrimitiveLayer {
    @Override
    public Op trainingOp(Shape input) {
        return new MaxPool(input, window);
    }

    @Override
    public Shape output(Shape input) {
        return new MaxPool(input, window).output();
    }
}
