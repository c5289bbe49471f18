package io.lightmark.nn;

import io.lightmark.op.Activation;
import io.lightmark.op.Linear;
import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Fully connected layer with bias on the flattened input: [n,…] to [n,outputs].
 *
 * @param outputs length of the output vector
 */
public record FullyConnected(String name, int outputs) implements PrimitiveLayer {
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
        return List.of(
                new WeightSpec(name + ".weight", "weight", op(input).weight(), WeightSpec.Kind.LINEAR_WEIGHT),
                new WeightSpec(name + ".bias", "bias", Shape.of(outputs), WeightSpec.Kind.BIAS));
    }

    private Linear op(Shape input) {
        return new Linear(input, outputs, true, Activation.IDENTITY);
    }
}
