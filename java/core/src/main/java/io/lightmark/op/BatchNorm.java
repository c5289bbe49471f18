package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Batch normalisation in training, followed by an activation: {@code y = activation(gamma · (x − mean) · invStd +
 * beta)} with the statistics of this batch per channel. Source: Ioffe and Szegedy, arXiv:1502.03167, algorithm 1.
 *
 * <p>Statistics are taken in two passes or by Welford's method, never as E[x²] − E[x]². The running statistics move by
 * {@code running += momentum · (batch − running)}; the running variance is the unbiased one (divided by rows − 1; by
 * rows when there is only one). {@code invStd = 1 / sqrt(biased variance + epsilon)}.
 *
 * <p>The backward pass recomputes the normalised value {@code xn = (x − mean) · invStd} instead of storing it: with
 * {@code g = grad.y · activation′(gamma · xn + beta)}, {@code grad.beta = Σ g}, {@code grad.gamma = Σ g · xn} and {@code
 * grad.x = gamma · invStd · (g − grad.beta / rows − xn · grad.gamma / rows)}, sums over the rows of a channel.
 *
 * @param input shape of x and y, channels innermost
 * @param epsilon added to the variance
 * @param momentum share of the new batch in the running statistics
 * @param activation applied after the affine map
 */
public record BatchNorm(Shape input, float epsilon, float momentum, Activation activation) implements Op {
    public BatchNorm {
        Require.that(input.rank() >= 2, "an input of at least two dimensions", input, "put channels last.");
        Require.that(epsilon > 0 && Float.isFinite(epsilon), "a positive epsilon", epsilon, "use 1e-5.");
        Require.that(momentum >= 0 && momentum <= 1, "a momentum from 0 to 1", momentum, "use 0.1.");
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Shape channel = Shape.of(input.c());
        return pass == Pass.FORWARD
                ? List.of(
                        Operand.in("x", input),
                        Operand.in("gamma", channel),
                        Operand.in("beta", channel),
                        Operand.inout("runningMean", channel),
                        Operand.inout("runningVar", channel),
                        Operand.out("y", input),
                        Operand.out("mean", channel),
                        Operand.out("invStd", channel))
                : List.of(
                        Operand.in("x", input),
                        Operand.in("gamma", channel),
                        Operand.in("beta", channel),
                        Operand.in("mean", channel),
                        Operand.in("invStd", channel),
                        Operand.gradIn("y", input),
                        Operand.gradOut("x", input),
                        Operand.gradOut("gamma", channel),
                        Operand.gradOut("beta", channel));
    }

    @Override
    public boolean supports(Pass pass) {
        return true;
    }

    @Override
    public long multiplyAdds(Pass pass) {
        return 0;
    }

    @Override
    public String describe() {
        return "batchnorm rows" + input.rows() + " c" + input.c()
                + (activation == Activation.IDENTITY ? "" : " " + activation.label());
    }
}
