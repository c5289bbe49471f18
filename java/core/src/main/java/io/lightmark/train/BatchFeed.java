package io.lightmark.train;

import io.lightmark.backend.Plan;
import io.lightmark.op.CounterRandom;
import io.lightmark.op.RunState;
import java.nio.IntBuffer;

/** Fills a plan with the batch of a step, which depends on the seed and the step alone. */
final class BatchFeed {
    private static final long SLOT_STREAM = 0x736c6f74L;

    private final long seed;
    private final BatchSource.Filler filler;
    private final SampleOrder order;
    private final IntBuffer runState;
    private final int[] samples;
    private final long[] keys;

    BatchFeed(Plan plan, BatchSource source, int batch, long seed) {
        this.seed = seed;
        this.filler = source.bind(plan, batch);
        this.order = new SampleOrder(seed, source.size());
        this.runState = plan.buffer(plan.program().value("runState")).asIntBuffer();
        this.samples = new int[batch];
        this.keys = new long[batch];
    }

    /** Pictures, targets and run state of a step. */
    void fill(long step) {
        for (int slot = 0; slot < samples.length; slot++) {
            long position = step * samples.length + slot;
            samples[slot] = order.at(position);
            keys[slot] = CounterRandom.key(seed, position, SLOT_STREAM);
        }
        filler.fill(samples, keys);
        runState.put(0, RunState.of(seed, Math.toIntExact(step)));
    }
}
