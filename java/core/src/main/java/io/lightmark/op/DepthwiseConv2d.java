package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Depthwise convolution, one filter per channel: {@code y = activation(x * weight + bias)}. Input [n,h,w,c], weight
 * [k,k,c], output [n,h',w',c]. Source: Howard et al., "MobileNets", arXiv:1704.04861, section 3.1.
 *
 * <p>As with {@link Conv2d}, bias and activation are the inference form; the backward pass is that of the linear form.
 *
 * @param input shape of x
 * @param window kernel 3, 5 or 7, stride 1 or 2, padding
 * @param bias whether a bias [c] is added
 * @param activation applied after the bias
 */
public record DepthwiseConv2d(Shape input, Window window, boolean bias, Activation activation) implements Op {
    public DepthwiseConv2d {
        Require.nhwc(input);
        Require.that(
                window.kernel() == 3 || window.kernel() == 5 || window.kernel() == 7,
                "kernel side 3, 5 or 7",
                window.kernel(),
                "use one of these.");
        Require.that(window.stride() <= 2, "stride 1 or 2", window.stride(), "chain two layers for more.");
        window.outputSize(input.h());
        window.outputSize(input.w());
    }

    /** The linear form that training uses. */
    public static DepthwiseConv2d linear(Shape input, Window window, boolean bias) {
        return new DepthwiseConv2d(input, window, bias, Activation.IDENTITY);
    }

    public Shape output() {
        return Shape.of(input.n(), window.outputSize(input.h()), window.outputSize(input.w()), input.c());
    }

    public Shape weight() {
        return Shape.of(window.kernel(), window.kernel(), input.c());
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        List<Operand> operands = new ArrayList<>();
        operands.add(Operand.in("x", input));
        operands.add(Operand.in("weight", weight()));
        if (pass == Pass.FORWARD) {
            if (bias) {
                operands.add(Operand.in("bias", Shape.of(input.c())));
            }
            operands.add(Operand.out("y", output()));
        } else {
            operands.add(Operand.gradIn("y", output()));
            operands.add(Operand.gradOut("x", input));
            operands.add(Operand.gradOut("weight", weight()));
            if (bias) {
                operands.add(Operand.gradOut("bias", Shape.of(input.c())));
            }
        }
        return operands;
    }

    @Override
    public boolean supports(Pass pass) {
        return pass == Pass.FORWARD || activation == Activation.IDENTITY;
    }

    @Override
    public long multiplyAdds(Pass pass) {
        long forward = output().elements() * window.kernel() * window.kernel();
        return pass == Pass.FORWARD ? forward : 2 * forward;
    }

    @Override
    public String describe() {
        return "dw n" + input.n() + " h" + input.h() + " w" + input.w() + " c" + input.c() + " " + window.describe()
                + (bias ? " bias" : "") + (activation == Activation.IDENTITY ? "" : " " + activation.label());
    }
}
