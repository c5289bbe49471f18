package io.lightmark.nn;

import io.lightmark.op.Activation;
import io.lightmark.op.BatchNorm;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Batch normalisation over channels with a learned scale and shift.
 *
 * @param epsilon added to the variance
 * @param momentum share of each batch in the running statistics
 */
public record BatchNormalization(String name, float epsilon, float momentum) implements PrimitiveLayer {
    @Override
    public BatchNorm trainingOp(Shape input) {
        return new BatchNorm(input, epsilon, momentum, Activation.IDENTITY);
    }

    @Override
    public Shape output(Shape input) {
        return input;
    }

    @Override
    public List<WeightSpec> weights(Shape input) {
        Shape channel = Shape.of(input.c());
        return List.of(
                new WeightSpec(name + ".weight", "gamma", channel, WeightSpec.Kind.NORM_SCALE),
                new WeightSpec(name + ".bias", "beta", channel, WeightSpec.Kind.NORM_SHIFT),
                new WeightSpec(name + ".running_mean", "runningMean", channel, WeightSpec.Kind.RUNNING_MEAN),
                new WeightSpec(name + ".running_var", "runningVar", channel, WeightSpec.Kind.RUNNING_VARIANCE));
    }
}
