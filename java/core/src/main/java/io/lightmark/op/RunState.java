package io.lightmark.op;

import io.lightmark.tensor.Shape;

/**
 * The integers that change from one training step to the next, as one small operand: {@code [seed low, seed high, step,
 * 0]}. The step counts from 0. They are data, not attributes, so a plan is built once and replayed.
 */
public final class RunState {
    public static final int SEED_LOW = 0;
    public static final int SEED_HIGH = 1;
    public static final int STEP = 2;

    /** Four 32-bit integers. */
    public static final Shape SHAPE = Shape.of(4);

    private RunState() {}

    /** The operand's contents for a step. */
    public static int[] of(long seed, int step) {
        return new int[] {(int) seed, (int) (seed >>> 32), step, 0};
    }

    /** The seed in such contents. */
    public static long seed(int[] state) {
        return (state[SEED_LOW] & 0xffffffffL) | ((long) state[SEED_HIGH] << 32);
    }
}
