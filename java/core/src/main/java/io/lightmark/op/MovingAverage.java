package io.lightmark.op;

import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * The exponential moving average of a weight over training steps: {@code average += share · (value − average)} with
 * {@code share = 1 − min(decay, (1 + step) / (10 + step))}, the step counted from 0. The ramp lets the average forget
 * where it began: it takes nine tenths of the first value, and comes to the full decay after about {@code 9 / (1 −
 * decay)} steps. Averages of weights: Polyak and Juditsky, 1992, doi:10.1137/0330046.
 *
 * @param parameter shape of the weight and of its average
 * @param decay how much of the average is kept in the long run, such as 0.999
 */
public record MovingAverage(Shape parameter, float decay) implements Op {
    /** How slowly the ramp rises: the 10 in {@code (1 + step) / (10 + step)}. */
    private static final double RAMP = 10;

    public MovingAverage {
        Require.that(decay >= 0 && decay < 1, "a decay from 0 to below 1", decay, "use 0.999.");
    }

    /** The share of the way from the average to the value that a step goes. */
    public double share(int step) {
        return Math.max(1.0 - decay, (RAMP - 1) / (RAMP + step));
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Require.pass(this, pass);
        return List.of(
                Operand.in("value", parameter),
                Operand.in("runState", RunState.SHAPE, DType.I32),
                Operand.inout("average", parameter));
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
        return "average " + parameter + " decay" + decay;
    }
}
