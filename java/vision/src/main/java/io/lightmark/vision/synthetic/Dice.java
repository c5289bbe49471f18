package io.lightmark.vision.synthetic;

import io.lightmark.op.CounterRandom;

/** A stream of random numbers for one purpose of one picture. */
final class Dice {
    private final long key;
    private long next;

    Dice(long seed, long picture, long purpose) {
        this.key = CounterRandom.key(seed, picture, purpose);
    }

    /** A number in [low, high). */
    double between(double low, double high) {
        return low + (high - low) * CounterRandom.uniform(key, next++);
    }

    /** A whole number from low to high. */
    int whole(int low, int high) {
        return low + (int) Math.floorMod(CounterRandom.bits(key, next++) >>> 1, high - low + 1L);
    }

    /** Mean 0, deviation 1, never beyond 3 in size. */
    double normal() {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += CounterRandom.uniform(key, next++);
        }
        return Math.max(-3, Math.min(3, sum));
    }

    boolean chance(double probability) {
        return CounterRandom.uniform(key, next++) < probability;
    }

    <T> T pick(T[] choices) {
        return choices[whole(0, choices.length - 1)];
    }

    /** A key for bulk noise. */
    long fork() {
        return CounterRandom.bits(key, next++);
    }
}
