package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Every channel of a map as one row of its pixels: input [n,h,w,c], output [n,c,1,h·w]; a transposition per image. A 1×1
 * convolution behind it sees a whole map at once and treats all channels alike.
 *
 * @param input shape of x
 */
public record FlattenChannels(Shape input) implements Op {
    public FlattenChannels {
        Require.nhwc(input);
    }

    public Shape output() {
        return Shape.of(input.n(), input.c(), 1, input.h() * input.w());
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
        return "flatten n" + input.n() + " h" + input.h() + " w" + input.w() + " c" + input.c();
    }
}
