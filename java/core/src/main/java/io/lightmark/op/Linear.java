package io.lightmark.op;

import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Fully connected layer, {@code y = activation(x · weight + bias)}. Input [n, …] of any rank, flattened in its own
 * (NHWC) order; weight [in, out]; output [n, out]. The backward pass is that of the linear form.
 *
 * @param input shape of x; everything behind the first extent is one feature vector
 * @param outputs length of the output vector
 * @param bias whether a bias [out] is added
 * @param activation applied after the bias
 */
public record Linear(Shape input, int outputs, boolean bias, Activation activation) implements Op {
    public Linear {
        Require.that(input.rank() >= 2, "an input of at least two dimensions", input, "put the batch first.");
        Require.that(outputs >= 1, "at least one output", outputs, "set the output count.");
    }

    public int inputs() {
        return Math.toIntExact(input.elements() / input.n());
    }

    public Shape output() {
        return Shape.of(input.n(), outputs);
    }

    public Shape weight() {
        return Shape.of(inputs(), outputs);
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        List<Operand> operands = new ArrayList<>();
        operands.add(Operand.in("x", input));
        operands.add(Operand.in("weight", weight()));
        if (pass == Pass.FORWARD) {
            if (bias) {
                operands.add(Operand.in("bias", Shape.of(outputs)));
            }
            operands.add(Operand.out("y", output()));
        } else {
            operands.add(Operand.gradIn("y", output()));
            operands.add(Operand.gradOut("x", input));
            operands.add(Operand.gradOut("weight", weight()));
            if (bias) {
                operands.add(Operand.gradOut("bias", Shape.of(outputs)));
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
        long forward = (long) input.n() * inputs() * outputs;
        return pass == Pass.FORWARD ? forward : 2 * forward;
    }

    @Override
    public String describe() {
        return "linear n" + input.n() + " " + inputs() + ">" + outputs + (bias ? " bias" : "")
                + (activation == Activation.IDENTITY ? "" : " " + activation.label());
    }
}
