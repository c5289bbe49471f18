package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * How far distributions over bins are from coordinates, the mean over all coordinates of a batch, one number. Of a row
 * of logits with p = softmax(logits), its expected coordinate E as of {@link SoftArgmax}, and its target t:
 *
 * <pre>{@code loss = Σ q_k · (ln q_k − ln p_k) + coordinateWeight · |E − t|
 * q_k ∝ exp(−(centre_k − t)² / (2 · (sigma · width)²)), Σ q_k = 1}</pre>
 *
 * <p>The first term is the Kullback-Leibler divergence from a Gaussian around the target; sources: Li et al.,
 * arXiv:2107.03332, section 3.2, and Jiang et al., arXiv:2303.07399, section 3.2. A target beyond the first or last
 * centre counts as lying there. The gradient of the loss itself is taken as 1.
 *
 * @param input shape of the logits, [n,points,1,2·bins]; the target's is [n,2·points]
 * @param reach of the bins, see {@link CoordinateBins}
 * @param sigma width of the Gaussian in bins, at least a quarter
 * @param coordinateWeight factor of the second term, 0 for none
 */
public record CoordinateClassificationLoss(Shape input, float reach, float sigma, float coordinateWeight)
        implements Op {
    /** A narrower Gaussian would fall between two centres and leave nothing to normalise. */
    public static final float LEAST_SIGMA = 0.25f;

    public CoordinateClassificationLoss {
        CoordinateBins.of(input, reach);
        Require.that(
                sigma >= LEAST_SIGMA && Float.isFinite(sigma),
                "a finite sigma of at least a quarter of a bin",
                sigma,
                "use 1 to 6 bins.");
        Require.that(
                coordinateWeight >= 0 && Float.isFinite(coordinateWeight),
                "a finite coordinate weight of at least 0",
                coordinateWeight,
                "use 0 to classify only.");
    }

    /** The bins of a row. */
    public CoordinateBins bins() {
        return CoordinateBins.of(input, reach);
    }

    /** Coordinates of the batch, each with one row of logits. */
    public int rows() {
        return target().length();
    }

    /** Shape of the target. */
    public Shape target() {
        return Shape.of(input.n(), 2 * input.h());
    }

    @Override
    public List<Operand> operands(Pass pass) {
        return pass == Pass.FORWARD
                ? List.of(
                        Operand.in("prediction", input),
                        Operand.in("target", target()),
                        Operand.out("loss", Shape.of(1)))
                : List.of(
                        Operand.in("prediction", input),
                        Operand.in("target", target()),
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
        return "classification loss n" + input.n() + " points" + input.h() + " bins" + input.c() / 2 + " reach" + reach
                + " sigma" + sigma + " coordinates" + coordinateWeight;
    }
}
