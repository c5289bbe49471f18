package io.lightmark.nn;

import io.lightmark.op.Op;
import io.lightmark.op.SqueezeExcite;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * A gate per channel computed from the whole map; the shape stays.
 *
 * @param squeezed width of its bottleneck
 */
public record SqueezeExcitation(String name, int squeezed) implements PrimitiveLayer {
    @Override
    public Op trainingOp(Shape input) {
        return new SqueezeExcite(input, squeezed);
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<WeightSpec> weights(Shape input) {
        int c = input.c();
        return List.of(
                new WeightSpec(name + ".fc1.weight", "weight1", Shape.of(c, squeezed), WeightSpec.Kind.LINEAR_WEIGHT),
                new WeightSpec(name + ".fc1.bias", "bias1", Shape.of(squeezed), WeightSpec.Kind.BIAS),
                new WeightSpec(name + ".fc2.weight", "weight2", Shape.of(squeezed, c), WeightSpec.Kind.LINEAR_WEIGHT),
                new WeightSpec(name + ".fc2.bias", "bias2", Shape.of(c), WeightSpec.Kind.BIAS));
    }
}
