package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Two arrays mixed: {@code y = (1 − share) · a + share · b}. What is mixed are losses and gradients, so it has no
 * backward pass.
 *
 * @param input shape of all three
 * @param share between 0 and 1
 */
public record Blend(Shape input, float share) implements Op {
    public Blend {
        Require.that(share > 0 && share < 1, "a share between 0 and 1", share, "use 0.5; leave the other out for 0.");
    }

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
        return "blend " + input + " share" + share;
    }
}
