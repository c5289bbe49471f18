package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Stochastic gradient descent with momentum, as in PyTorch: {@code g = factor · grad + weightDecay · p; v = momentum
 * · v + g; p −= rate · rateScale · v}. The learning rate is an operand, so that schedules need no new plan.
 *
 * @param parameter shape of the parameter
 * @param momentum 0 for plain gradient descent
 * @param weightDecay L2 factor
 * @param rateScale this parameter's factor on the learning rate
 * @param clipped whether there is an operand {@code factor} [1] for the gradient; without, it is 1
 */
public record SgdUpdate(Shape parameter, float momentum, float weightDecay, float rateScale, boolean clipped)
        implements Op {
    public SgdUpdate {
        Require.that(momentum >= 0 && momentum < 1, "a momentum from 0 to below 1", momentum, "use 0.9.");
        Require.that(weightDecay >= 0, "a weight decay of at least 0", weightDecay, "use 5e-4 or 0.");
        Require.that(rateScale >= 0, "a rate scale of at least 0", rateScale, "use 1.");
    }

    /** An update that is not clipped. */
    public SgdUpdate(Shape parameter, float momentum, float weightDecay, float rateScale) {
        this(parameter, momentum, weightDecay, rateScale, false);
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        return Operand.update(
                clipped,
                Operand.in("gradient", parameter),
                Operand.in("rate", Shape.of(1)),
                Operand.inout("parameter", parameter),
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
        return "sgd " + parameter + " momentum" + momentum + " decay" + weightDecay + " rate" + rateScale
                + (clipped ? " clipped" : "");
    }
}
