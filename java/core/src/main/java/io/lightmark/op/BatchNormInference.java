package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Batch normalisation with fixed statistics: {@code y = activation(gamma · (x − runningMean) / sqrt(runningVar +
 * epsilon) + beta)} per channel. Inference plans fold it into the convolution before it; this form is for the places where none is.
 *
 * @param input shape of x and y, channels innermost
 * @param epsilon added to the variance
 * @param activation applied after the affine map
 */
public record BatchNormInference(Shape input, float epsilon, Activation activation) implements Op {
    public BatchNormInference {
        Require.that(input.rank() >= 2, "an input of at least two dimensions", input, "put channels last.");
        Require.that(epsilon > 0 && Float.isFinite(epsilon), "a positive epsilon", epsilon, "use 1e-5.");
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        Shape channel = Shape.of(input.c());
        return List.of(
                Operand.in("x", input),
                Operand.in("gamma", channel),
                Operand.in("beta", channel),
                Operand.in("runningMean", channel),
                Operand.in("runningVar", channel),
                Operand.out("y", input));
    }

    @Override
    public boolean supports(Pass pass) {
        return pass == Pass.FORWARD;
    }

    @Override
    public long multiplyAdds(Pass pass) {
        return 0;
    }

    @Override
    public String describe() {
        return "batchnorm-inference rows" + input.rows() + " c" + input.c()
                + (activation == Activation.IDENTITY ? "" : " " + activation.label());
    }
}
