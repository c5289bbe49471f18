package io.lightmark.check;

import io.lightmark.op.Activate;
import io.lightmark.op.Activation;
import io.lightmark.op.Add;
import io.lightmark.op.BatchNorm;
import io.lightmark.op.Conv2d;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Dropout;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.FlattenChannels;
import io.lightmark.op.GlobalAveragePool;
import io.lightmark.op.Linear;
import io.lightmark.op.LossFunction;
import io.lightmark.op.MaxPool;
import io.lightmark.op.Op;
import io.lightmark.op.Pass;
import io.lightmark.op.SqueezeExcite;
import java.util.ArrayList;
import java.util.List;

/**
 * One problem to check: an operation and a pass. What its inputs may be says {@link OpInputs}, how exact its outputs
 * must be {@link Limits}.
 */
public record OpCase(Op op, Pass pass) {
    /** The passes of an operation. */
    public static List<OpCase> passes(Op op) {
        List<OpCase> cases = new ArrayList<>();
        for (Pass pass : Pass.values()) {
            if (op.supports(pass)) {
                cases.add(new OpCase(op, pass));
            }
        }
        return cases;
    }

    /** Whether float32 arithmetic on small integers is exact in any order of summation. */
    boolean isExactOnIntegers() {
        if (op instanceof Conv2d conv) {
            return isExact(conv.activation());
        }
        if (op instanceof DepthwiseConv2d conv) {
            return isExact(conv.activation());
        }
        if (op instanceof Linear linear) {
            return isExact(linear.activation());
        }
        if (op instanceof Activate activate) {
            return isExact(activate.activation());
        }
        if (op instanceof Dropout dropout) {
            return dropout.rate() == 0 || dropout.rate() == 0.5f;
        }
        if (op instanceof GlobalAveragePool pool) {
            return Integer.bitCount(pool.input().h() * pool.input().w()) == 1;
        }
        if (op instanceof ElementwiseLoss loss) {
            LossFunction.Kind kind = loss.function().kind();
            return (kind == LossFunction.Kind.SQUARED || kind == LossFunction.Kind.ABSOLUTE)
                    && Math.scalb(1f, Math.getExponent(loss.scale())) == loss.scale();
        }
        return op instanceof Add || op instanceof FlattenChannels || op instanceof MaxPool;
    }

    /** The share of non-zero outputs below which a comparison would prove too little. */
    double trustedShare() {
        if (op instanceof MaxPool && pass == Pass.BACKWARD) {
            return 0.01;
        }
        boolean zeroesHalf =
                op instanceof Dropout || op instanceof SqueezeExcite || activation() != Activation.IDENTITY;
        boolean oneRow = op instanceof BatchNorm norm && norm.input().rows() == 1;
        return zeroesHalf || oneRow ? 0.2 : 0.5;
    }

    /** The activation inside the operation. */
    Activation activation() {
        if (op instanceof Conv2d conv) {
            return conv.activation();
        }
        if (op instanceof DepthwiseConv2d conv) {
            return conv.activation();
        }
        if (op instanceof Linear linear) {
            return linear.activation();
        }
        if (op instanceof BatchNorm norm) {
            return norm.activation();
        }
        return op instanceof Activate activate ? activate.activation() : Activation.IDENTITY;
    }

    private static boolean isExact(Activation activation) {
        return activation != Activation.HSWISH && activation != Activation.HSIGMOID;
    }

    @Override
    public String toString() {
        return op.describe() + " " + pass;
    }
}
