package io.lightmark.op;

import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.util.List;

/**
 * Inverted dropout in training: each element is zeroed with probability {@code rate}, the others divided by {@code 1 −
 * rate}. Element {@code i}, counted in row-major order, stays when {@code uniform(key(seed, step, stream), i) >= rate} in
 * float32, with {@link CounterRandom}'s functions and the seed and step of the {@link RunState}. So there is no generator
 * state, the backward pass draws the same mask again, and the result does not depend on threads. Backward: {@code grad.x =
 * grad.y / (1 − rate)} where x stayed, else 0.
 *
 * @param input shape of x and y
 * @param rate probability of zeroing, 0 ≤ rate &lt; 1
 * @param stream tells the dropout layers of one network apart
 */
public record Dropout(Shape input, float rate, int stream) implements Op {
    public Dropout {
        Require.that(rate >= 0 && rate < 1, "a dropout rate from 0 to below 1", rate, "use 0.2 to 0.5.");
    }

    @Override
    public List<Operand> operands(Pass pass) {
        Operand state = Operand.in("runState", RunState.SHAPE, DType.I32);
        return pass == Pass.FORWARD
                ? List.of(Operand.in("x", input), state, Operand.out("y", input))
                : List.of(state, Operand.gradIn("y", input), Operand.gradOut("x", input));
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
        return "dropout " + input + " rate" + rate + " stream" + stream;
    }
}
