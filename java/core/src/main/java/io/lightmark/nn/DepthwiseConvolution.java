package io.lightmark.nn;

import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Op;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Depthwise convolution: [n,h,w,c] to [n,h',w',c].
 *
 * @param window kernel 3, 5 or 7, stride, padding
 * @param bias whether it has a bias
 */
public record DepthwiseConvolution(String name, Window window, boolean bias) implements PrimitiveLayer {
    @Override
    public Op trainingOp(Shape input) {
        return op(input);
    }

    @Override
    public Shape output(Shape input) {
        return op(input).output();
    }

    @Override
    public List<WeightSpec> weights(Shape input) {
        List<WeightSpec> weights = new ArrayList<>();
        weights.add(new WeightSpec(name + ".weight", "weight", op(input).weight(), WeightSpec.Kind.DEPTHWISE_WEIGHT));
        if (bias) {
            weights.add(new WeightSpec(name + ".bias", "bias", Shape.of(input.c()), WeightSpec.Kind.BIAS));
        }
        return weights;
    }

    private DepthwiseConv2d op(Shape input) {
        return DepthwiseConv2d.linear(input, window, bias);
    }
}
