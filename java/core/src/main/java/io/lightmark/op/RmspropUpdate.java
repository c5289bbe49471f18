package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * RMSprop with momentum, as in PyTorch: {@code g = factor · grad + weightDecay · p; s = smoothing · s + (1 − smoothing) · g²;
 * v = momentum · v + g / (sqrt(s) + ε); p −= rate · rateScale · v}. Source: Tieleman and Hinton, "Neural Networks for Machine
 * Learning", lecture 6.5, 2012.
 *
 * @param parameter shape of the parameter
 * @param smoothing decay of the mean square
 * @param epsilon ε
 * @param momentum 0 for none
 * @param weightDecay L2 factor
 * @param rateScale this parameter's factor on the learning rate
 * @param clipped whether there is an operand {@code factor} [1] for the gradient; without, it is 1
 */
public record RmspropUpdate(
        Shape parameter,
        float smoothing,
        float epsilon,
        float momentum,
        float weightDecay,
        float rateScale,
        boolean clipped)
        implements Op {
    public RmspropUpdate {
        Require.that(smoothing >= 0 && smoothing < 1, "a smoothing from 0 to below 1", smoothing, "use 0.99.");
        Require.that(epsilon > 0, "a positive epsilon", epsilon, "use 1e-8.");
        Require.that(momentum >= 0 && momentum < 1, "a momentum from 0 to below 1", momentum, "use 0.");
        Require.that(weightDecay >= 0, "a weight decay of at least 0", weightDecay, "use 5e-4 or 0.");
        Require.that(rateScale >= 0, "a rate scale of at least 0", rateScale, "use 1.");
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        return Operand.update(
                clipped,
                Operand.in("gradient", parameter),
                Operand.in("rate", Shape.of(1)),
                Operand.inout("parameter", parameter),
                Operand.inout("meanSquare", parameter),
                Operand.inout("velocity", parameter));
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
        return "rmsprop " + parameter + " momentum" + momentum + " decay" + weightDecay + " rate" + rateScale
                + (clipped ? " clipped" : "");
    }
}
