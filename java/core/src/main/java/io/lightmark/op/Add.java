package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Elementwise sum of two arrays of one shape: the shortcut of a residual block, and the meeting of two gradients. Its
 * own gradient is the identity for both inputs, so lowering passes it on and there is no backward pass to run.
 *
 * @param input shape of a, b and y
 */
public record Add(Shape input) implements Op {
    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        return List.of(Operand.in("a", input), Operand.in("b", input), Operand.out("y", input));
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
        return "add " + input;
    }
}
