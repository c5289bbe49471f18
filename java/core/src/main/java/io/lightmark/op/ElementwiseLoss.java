package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;
import java.util.Locale;

/**
 * A loss summed over all coordinates of a batch: {@code loss = scale · Σ f(prediction − target)}, one number. The
 * gradient of the loss itself is taken as 1.
 *
 * @param input shape of prediction and target, batch first
 * @param function f
 * @param scale factor before the sum
 */
public record ElementwiseLoss(Shape input, LossFunction function, float scale) implements Op {
    public ElementwiseLoss {
        Require.that(scale > 0 && Float.isFinite(scale), "a positive, finite scale", scale, "use 1 / elements.");
    }

    /** Caffe's EuclideanLoss: Σ e² / (2N), N the number of images, times the layer's loss weight. */
    public static ElementwiseLoss euclidean(Shape input, float lossWeight) {
        return new ElementwiseLoss(input, LossFunction.SQUARED, lossWeight / (2f * input.n()));
    }

    /** The mean of {@code f} over all coordinates; with {@link LossFunction#SQUARED} the MSE. */
    public static ElementwiseLoss mean(Shape input, LossFunction function) {
        return new ElementwiseLoss(input, function, (float) (1.0 / input.elements()));
    }

    @Override
    public List<Operand> operands(Pass pass) {
        return pass == Pass.FORWARD
                ? List.of(
                        Operand.in("prediction", input), Operand.in("target", input), Operand.out("loss", Shape.of(1)))
                : List.of(
                        Operand.in("prediction", input),
                        Operand.in("target", input),
                        Operand.gradOut("prediction", input));
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
        return "loss " + input + " " + function.name().toLowerCase(Locale.ROOT) + " scale" + scale;
    }
}
