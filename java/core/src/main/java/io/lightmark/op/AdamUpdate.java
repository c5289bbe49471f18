package io.lightmark.op;

import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Adam, with t = step + 1 and {@code g = factor · grad}: {@code m = β1·m + (1−β1)·g; v = β2·v + (1−β2)·g²; p −= rate · rateScale · (m/(1−β1^t)) /
 * (sqrt(v/(1−β2^t)) + ε)}. Sources: Kingma and Ba, arXiv:1412.6980; Loshchilov and Hutter, arXiv:1711.05101.
 *
 * <p>Weight decay is either added to the gradient before the moments, {@code g += weightDecay · p} (L2, as in Caffe), or,
 * when decoupled (AdamW), shrinks the parameter first, {@code p −= rate · rateScale · weightDecay · p}. The corrections
 * {@code 1 − β^t} are computed in double: in float32 they would lose most digits at the first steps.
 *
 * @param parameter shape of the parameter
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon ε
 * @param weightDecay decay factor
 * @param decoupled whether the decay is AdamW's
 * @param rateScale this parameter's factor on the learning rate
 * @param clipped whether there is an operand {@code factor} [1] for the gradient; without, it is 1
 */
public record AdamUpdate(
        Shape parameter,
        float beta1,
        float beta2,
        float epsilon,
        float weightDecay,
        boolean decoupled,
        float rateScale,
        boolean clipped)
        implements Op {
    public AdamUpdate {
        Require.that(beta1 >= 0 && beta1 < 1, "beta1 from 0 to below 1", beta1, "use 0.9.");
        Require.that(beta2 >= 0 && beta2 < 1, "beta2 from 0 to below 1", beta2, "use 0.999.");
        Require.that(epsilon > 0, "a positive epsilon", epsilon, "use 1e-8.");
        Require.that(weightDecay >= 0, "a weight decay of at least 0", weightDecay, "use 0.01 or 0.");
        Require.that(rateScale >= 0, "a rate scale of at least 0", rateScale, "use 1.");
    }

    /** An update that is not clipped. */
    public AdamUpdate(
            Shape parameter,
            float beta1,
            float beta2,
            float epsilon,
            float weightDecay,
            boolean decoupled,
            float rateScale) {
        this(parameter, beta1, beta2, epsilon, weightDecay, decoupled, rateScale, false);
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        return Operand.update(
                clipped,
                Operand.in("gradient", parameter),
                Operand.in("rate", Shape.of(1)),
                Operand.in("runState", RunState.SHAPE, DType.I32),
                Operand.inout("parameter", parameter),
                Operand.inout("moment1", parameter),
                Operand.inout("moment2", parameter));
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
        return (decoupled ? "adamw " : "adam ") + parameter + " decay" + weightDecay + " rate" + rateScale
                + (clipped ? " clipped" : "");
    }
}
