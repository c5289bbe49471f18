package io.lightmark.train;

import io.lightmark.op.CounterRandom;

/**
 * The order in which samples are visited: an endless sequence of permutations, one per epoch, each drawn from (seed,
 * epoch) alone. Position p lies in epoch p / size, so a run can start anywhere in it.
 */
final class SampleOrder {
    private static final long STREAM = 0x6f72646572L;

    private final long seed;
    private final int[] permutation;
    private long epoch = -1;

    SampleOrder(long seed, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "Expected at least one training sample, received none. Fix: check the data and its partition.");
        }
        this.seed = seed;
        this.permutation = new int[size];
    }

    int at(long position) {
        long wanted = position / permutation.length;
        if (wanted != epoch) {
            shuffle(wanted);
        }
        return permutation[(int) (position % permutation.length)];
    }

    private void shuffle(long wanted) {
        for (int i = 0; i < permutation.length; i++) {
            permutation[i] = i;
        }
        long key = CounterRandom.key(seed, wanted, STREAM);
        for (int i = permutation.length - 1; i > 0; i--) {
            int j = (int) Long.remainderUnsigned(CounterRandom.bits(key, i), i + 1L);
            int kept = permutation[i];
            permutation[i] = permutation[j];
            permutation[j] = kept;
        }
        epoch = wanted;
    }
}
