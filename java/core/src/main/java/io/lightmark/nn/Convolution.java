package io.lightmark.nn;

import io.lightmark.op.Conv2d;
import io.lightmark.op.Op;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Dense convolution: [n,h,w,ci] to [n,h',w',channels].
 *
 * @param channels output channels
 * @param window kernel, stride, padding
 * @param bias whether it has a bias; not needed before a batch normalisation
 */
public record Convolution(String name, int channels, Window window, boolean bias) implements PrimitiveLayer {
    /** A 1×1 convolution without bias. */
    public static Convolution pointwise(String name, int channels) {
        return new Convolution(name, channels, Window.same(1, 1), false);
    }

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
        weights.add(new WeightSpec(name + ".weight", "weight", op(input).weight(), WeightSpec.Kind.CONV_WEIGHT));
        if (bias) {
            weights.add(new WeightSpec(name + ".bias", "bias", Shape.of(channels), WeightSpec.Kind.BIAS));
        }
        return weights;
    }

    private Conv2d op(Shape input) {
        return Conv2d.linear(input, channels, window, bias);
    }
}
