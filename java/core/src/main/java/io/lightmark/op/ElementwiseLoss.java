package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A loss summed over all coordinates of a batch: {@code loss = scale · Σ weights[i mod c] · f(prediction[i], target[i])}, one
 * number; c is the innermost extent, so a weight belongs to a coordinate of the landmarks, or to a heat map. The gradient
 * of the loss itself is taken as 1.
 *
 * @param input shape of prediction and target, batch first
 * @param function f
 * @param weighted whether there is an operand {@code weights} [c]; without, all weigh 1
 * @param scale factor before the sum
 */
public record ElementwiseLoss(Shape input, LossFunction function, boolean weighted, float scale) implements Op {
    public ElementwiseLoss {
        Require.that(scale > 0 && Float.isFinite(scale), "a positive, finite scale", scale, "use 1 / elements.");
    }

    /** Caffe's EuclideanLoss: Σ e² / (2N), N the number of images, times the layer's loss weight. */
    public static ElementwiseLoss euclidean(Shape input, float lossWeight) {
        return new ElementwiseLoss(input, LossFunction.SQUARED, false, lossWeight / (2f * input.n()));
    }

    /** The mean of {@code f} over all coordinates; with {@link LossFunction#SQUARED} the MSE. */
    public static ElementwiseLoss mean(Shape input, LossFunction function) {
        return new ElementwiseLoss(input, function, false, (float) (1.0 / input.elements()));
    }

    @Override
    public List<Operand> operands(Pass pass) {
        List<Operand> operands = new ArrayList<>();
        operands.add(Operand.in("prediction", input));
        operands.add(Operand.in("target", input));
        if (weighted) {
            operands.add(Operand.in("weights", Shape.of(input.c())));
        }
        operands.add(pass == Pass.FORWARD ? Operand.out("loss", Shape.of(1)) : Operand.gradOut("prediction", input));
        return List.copyOf(operands);
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
        return "loss " + input + " " + function + (weighted ? " weighted" : "") + " scale" + scale;
    }
}
