package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * The expected coordinate under a distribution over bins: {@code y = Σ softmax(x)_k · centre_k}, row by row. Input
 * [n,points,1,2·bins] holds the logits of x, then those of y, of each landmark; output [n,2·points] their coordinates.
 * Also called integral regression. Source: Sun et al., arXiv:1711.08229, section 3.
 *
 * <p>Gradient: {@code grad.x_k = softmax(x)_k · (centre_k − y) · grad.y}. The backward pass works y out again.
 *
 * @param input shape of x
 * @param reach of the bins, see {@link CoordinateBins}
 */
public record SoftArgmax(Shape input, float reach) implements Op {
    public SoftArgmax {
        CoordinateBins.of(input, reach);
    }

    /** The bins of a row. */
    public CoordinateBins bins() {
        return CoordinateBins.of(input, reach);
    }

    /** Coordinates of the batch, each with one row of logits. */
    public int rows() {
        return output().length();
    }

    public Shape output() {
        return Shape.of(input.n(), 2 * input.h());
    }

    @Override
    public List<Operand> operands(Pass pass) {
        return pass == Pass.FORWARD
                ? List.of(Operand.in("x", input), Operand.out("y", output()))
                : List.of(Operand.in("x", input), Operand.gradIn("y", output()), Operand.gradOut("x", input));
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
        return "softargmax n" + input.n() + " points" + input.h() + " bins" + input.c() / 2 + " reach" + reach;
    }
}
