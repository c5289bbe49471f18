package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Squeeze-and-excite: {@code y = x · gate}, {@code gate = hsigmoid(relu(mean(x) · weight1 + bias1) · weight2 +
 * bias2)}, one gate per image and channel. Input [n,h,w,c], weight1 [c,s], weight2 [s,c]. The forward pass leaves pooled
 * [n,c], hidden [n,s] (before the ReLU) and excite [n,c] (before the h-sigmoid) for the backward pass. Source: Hu et
 * al., arXiv:1709.01507; with h-sigmoid as in MobileNetV3, arXiv:1905.02244.
 *
 * <p>The backward pass takes pooled, hidden and excite as given: {@code ge = hsigmoid′(excite) · Σ grad.y · x} over the
 * pixels of an image, {@code gh = relu′(hidden) · (ge · weight2ᵀ)}, {@code gp = gh · weight1ᵀ}; {@code grad.x = grad.y ·
 * gate + gp / pixels}, and over the images {@code grad.weight2 = Σ relu(hidden)ᵀ · ge}, {@code grad.bias2 = Σ ge}, {@code
 * grad.weight1 = Σ pooledᵀ · gh}, {@code grad.bias1 = Σ gh}.
 *
 * @param input shape of x and y
 * @param squeezed s, the width of the bottleneck
 */
public record SqueezeExcite(Shape input, int squeezed) implements Op {
    public SqueezeExcite {
        Require.nhwc(input);
        Require.that(squeezed >= 1, "at least one squeezed channel", squeezed, "use a quarter of the channels.");
    }

    @Override
    public List<Operand> operands(Pass pass) {
        int c = input.c();
        Shape perImage = Shape.of(input.n(), c);
        Shape hidden = Shape.of(input.n(), squeezed);
        Shape weight1 = Shape.of(c, squeezed);
        Shape weight2 = Shape.of(squeezed, c);
        return pass == Pass.FORWARD
                ? List.of(
                        Operand.in("x", input),
                        Operand.in("weight1", weight1),
                        Operand.in("bias1", Shape.of(squeezed)),
                        Operand.in("weight2", weight2),
                        Operand.in("bias2", Shape.of(c)),
                        Operand.out("y", input),
                        Operand.out("pooled", perImage),
                        Operand.out("hidden", hidden),
                        Operand.out("excite", perImage))
                : List.of(
                        Operand.in("x", input),
                        Operand.in("weight1", weight1),
                        Operand.in("weight2", weight2),
                        Operand.in("pooled", perImage),
                        Operand.in("hidden", hidden),
                        Operand.in("excite", perImage),
                        Operand.gradIn("y", input),
                        Operand.gradOut("x", input),
                        Operand.gradOut("weight1", weight1),
                        Operand.gradOut("bias1", Shape.of(squeezed)),
                        Operand.gradOut("weight2", weight2),
                        Operand.gradOut("bias2", Shape.of(c)));
    }

    @Override
    public boolean supports(Pass pass) {
        return true;
    }

    @Override
    public long multiplyAdds(Pass pass) {
        long forward = 2L * input.n() * input.c() * squeezed;
        return pass == Pass.FORWARD ? forward : 2 * forward;
    }

    @Override
    public String describe() {
        return "se n" + input.n() + " h" + input.h() + " w" + input.w() + " c" + input.c() + " squeezed" + squeezed;
    }
}
