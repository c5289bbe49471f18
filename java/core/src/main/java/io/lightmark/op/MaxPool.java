package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Maximum over a window; padding never wins. Input [n,h,w,c], output [n,h',w',c]. The gradient goes to the first
 * maximum of the window in row-major order; an element that wins several windows receives the sum.
 *
 * @param input shape of x
 * @param window kernel, stride, padding; padding at most half the kernel, so that no window lies outside
 */
public record MaxPool(Shape input, Window window) implements Op {
    public MaxPool {
        Require.nhwc(input);
        Require.that(
                2 * window.padding() <= window.kernel(),
                "a padding of at most half the kernel",
                window,
                "use (kernel - 1) / 2.");
        window.outputSize(input.h());
        window.outputSize(input.w());
    }

    public Shape output() {
        return Shape.of(input.n(), window.outputSize(input.h()), window.outputSize(input.w()), input.c());
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
        return "maxpool n" + input.n() + " h" + input.h() + " w" + input.w() + " c" + input.c() + " "
                + window.describe();
    }
}
