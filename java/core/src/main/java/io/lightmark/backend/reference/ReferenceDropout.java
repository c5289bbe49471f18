package io.lightmark.backend.reference;

import io.lightmark.op.CounterRandom;
import io.lightmark.op.Dropout;
import io.lightmark.op.Pass;
import io.lightmark.op.RunState;

/** Dropout; the backward pass draws the mask of the forward pass again. */
final class ReferenceDropout implements ReferenceKernel<Dropout> {
    @Override
    public void run(Dropout op, Pass pass, OperandArrays arrays) {
        double[] from = arrays.get(pass == Pass.FORWARD ? "x" : "grad.y");
        double[] to = arrays.get(pass == Pass.FORWARD ? "y" : "grad.x");
        int[] state = ReferenceRunState.of(arrays);
        long key = CounterRandom.key(RunState.seed(state), state[RunState.STEP], op.stream());
        for (int i = 0; i < from.length; i++) {
            boolean stays = CounterRandom.uniform(key, i) >= op.rate();
            to[i] = stays ? from[i] / (1.0 - op.rate()) : 0;
        }
    }
}
