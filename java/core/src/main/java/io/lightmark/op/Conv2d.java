package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Dense convolution, {@code y = activation(x * weight + bias) + residual}; a pointwise convolution is one with kernel 1
 * and stride 1. Input [n,h,w,ci], weight [k,k,ci,co] (HWIO), output [n,h',w',co].
 *
 * <p>Bias, activation and residual are the fused form that inference plans use; the backward pass exists for the plain
 * linear form (a bias is allowed), because training keeps the activation as an operation of its own.
 *
 * @param input shape of x
 * @param outputChannels co
 * @param window kernel 1 to 11, stride 1, 2 or 4, padding
 * @param bias whether a bias [co] is added
 * @param activation applied after the bias
 * @param residual whether a tensor of the output's shape is added after the activation
 */
public record Conv2d(
        Shape input, int outputChannels, Window window, boolean bias, Activation activation, boolean residual)
        implements Op {
    public Conv2d {
        Require.nhwc(input);
        Require.that(outputChannels >= 1, "at least one output channel", outputChannels, "set the channel count.");
        Require.that(window.kernel() <= 11, "a kernel side from 1 to 11", window.kernel(), "use 1, 3, 5, 7 or 11.");
        Require.that(
                window.stride() <= 2 || window.stride() == 4,
                "stride 1, 2 or 4",
                window.stride(),
                "chain two layers for more.");
        window.outputSize(input.h());
        window.outputSize(input.w());
    }

    /** The linear form that training uses. */
    public static Conv2d linear(Shape input, int outputChannels, Window window, boolean bias) {
        return new Conv2d(input, outputChannels, window, bias, Activation.IDENTITY, false);
    }

    public Shape output() {
        return Shape.of(input.n(), window.outputSize(input.h()), window.outputSize(input.w()), outputChannels);
    }

    public Shape weight() {
        return Shape.of(window.kernel(), window.kernel(), input.c(), outputChannels);
    }

    /** Whether this is a plain matrix product over pixels. */
    public boolean isPointwise() {
        return window.kernel() == 1 && window.stride() == 1;
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        List<Operand> operands = new ArrayList<>();
        operands.add(Operand.in("x", input));
        operands.add(Operand.in("weight", weight()));
        if (pass == Pass.FORWARD) {
            if (bias) {
                operands.add(Operand.in("bias", Shape.of(outputChannels)));
            }
            if (residual) {
                operands.add(Operand.in("residual", output()));
            }
            operands.add(Operand.out("y", output()));
        } else {
            operands.add(Operand.gradIn("y", output()));
            operands.add(Operand.gradOut("x", input));
            operands.add(Operand.gradOut("weight", weight()));
            if (bias) {
                operands.add(Operand.gradOut("bias", Shape.of(outputChannels)));
            }
        }
        return operands;
    }

    @Override
    public boolean supports(Pass pass) {
        return pass == Pass.FORWARD || (activation == Activation.IDENTITY && !residual);
    }

    @Override
    public long multiplyAdds(Pass pass) {
        long forward = output().elements() * window.kernel() * window.kernel() * input.c();
        return pass == Pass.FORWARD ? forward : 2 * forward;
    }

    @Override
    public String describe() {
        return "conv n" + input.n() + " h" + input.h() + " w" + input.w() + " c" + input.c() + ">" + outputChannels
                + " " + window.describe() + (bias ? " bias" : "")
                + (activation == Activation.IDENTITY ? "" : " " + activation.label()) + (residual ? " residual" : "");
    }
}
