package io.lightmark.augment;

import io.lightmark.op.CounterRandom;

/** Numbers for one part of a recipe and one sample, drawn one after the other under a key. */
final class Draws {
    private final long key;
    private long index;

    /**
     * @param sample the sample's key
     * @param part tells the parts of a recipe apart
     */
    Draws(long sample, long part) {
        this.key = CounterRandom.key(sample, 0, part);
    }

    /** A number in [0, 1). */
    double uniform() {
        return CounterRandom.uniform(key, index++);
    }

    double in(Range range) {
        return range.at(uniform());
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** A whole number from 0 to {@code count - 1}. */
    int below(int count) {
        return (int) (uniform() * count);
    }

    /** A key for numbers that the device draws itself. */
    long key() {
        return CounterRandom.bits(key, -1);
    }
}
