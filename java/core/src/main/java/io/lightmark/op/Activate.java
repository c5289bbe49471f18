package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * A pointwise non-linearity as an operation of its own; the backward pass recomputes from the input.
 *
 * @param input shape of x and y
 * @param activation the function
 */
public record Activate(Shape input, Activation activation) implements Op {
    @Override
    public List<Operand> operands(Pass pass) {
        return pass == Pass.FORWARD
                ? List.of(Operand.in("x", input), Operand.out("y", input))
                : List.of(Operand.in("x", input), Operand.gradIn("y", input), Operand.gradOut("x", input));
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
        return "activate " + input + " " + activation.label();
    }
}
