package io.lightmark.nn;

import io.lightmark.op.GlobalAveragePool;
import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;

/** Mean over all pixels: [n,h,w,c] to [n,1,1,c]. */
public record GlobalPooling(String name) implements PrimitiveLayer {
    @Override
    public Op trainingOp(Shape input) {
        return new GlobalAveragePool(input);
    }

    @Override
    public Shape output(Shape input) {
        return new GlobalAveragePool(input).output();
    }
}
