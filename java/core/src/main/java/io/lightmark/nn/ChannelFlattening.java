package io.lightmark.nn;

import io.lightmark.op.FlattenChannels;
import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;

/** Every channel as one row of its pixels: [n,h,w,c] to [n,c,1,h·w]. */
public record ChannelFlattening(String name) implements PrimitiveLayer {
    @Override
    public Op trainingOp(Shape input) {
        return new FlattenChannels(input);
    }

    @Override
    public Shape output(Shape input) {
        return new FlattenChannels(input).output();
    }
}
