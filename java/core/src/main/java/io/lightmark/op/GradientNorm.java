package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What clips gradients by their norm over all weights together: {@code factor = min(1, greatest / (‖all gradients‖₂ +
 * 10⁻⁶))}, which the updates multiply every gradient by. Source: Pascanu, Mikolov and Bengio, arXiv:1211.5063, algorithm
 * 1; the 10⁻⁶ as in PyTorch.
 *
 * @param gradients shapes of the gradients, which are operands named by {@link #gradient}
 * @param greatest the norm that is not exceeded
 */
public record GradientNorm(List<Shape> gradients, float greatest) implements Op {
    /** Added to the norm, so that gradients of 0 stay. */
    public static final double EPSILON = 1e-6;

    public GradientNorm {
        gradients = List.copyOf(gradients);
        Require.that(!gradients.isEmpty(), "at least one gradient", gradients, "clip networks that have weights.");
        Require.that(greatest > 0 && Float.isFinite(greatest), "a positive, finite norm", greatest, "use 1.");
    }

    /** The name of a gradient's operand. */
    public static String gradient(int index) {
        return "gradient" + index;
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++) {
            operands.add(Operand.in(gradient(i), gradients.get(i)));
        }
        operands.add(Operand.out("factor", Shape.of(1)));
        return List.copyOf(operands);
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
        return "gradient norm " + gradients.stream().map(Shape::toString).collect(Collectors.joining(" ")) + " greatest"
                + greatest;
    }
}
