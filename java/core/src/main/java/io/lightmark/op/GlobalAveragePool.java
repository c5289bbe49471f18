package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Mean over all pixels: input [n,h,w,c], output [n,1,1,c].
 *
 * @param input shape of x
 */
public record GlobalAveragePool(Shape input) implements Op {
    public GlobalAveragePool {
        Require.nhwc(input);
    }

    public Shape output() {
        return Shape.of(input.n(), 1, 1, input.c());
    }

    @Override
    public List<Operand> operands(Pass pass) {
        return pass == Pass.FORWARD
                ? List.of(Operand.in("x", input), Operand.out("y", output()))
                : List.of(Operand.gradIn("y", output()), Operand.gradOut("x", input));
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
        return "avgpool n" + input.n() + " h" + input.h() + " w" + input.w() + " c" + input.c();
    }
}
