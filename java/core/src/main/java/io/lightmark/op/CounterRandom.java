package io.lightmark.op;

/**
 * Random numbers without state: a strong mix of a 64-bit key and a 64-bit counter (the finaliser of SplitMix64, Steele
 * et al., "Fast splittable pseudorandom number generators", OOPSLA 2014, applied twice). The same arguments give the
 * same number on every backend, in any order, with any number of threads.
 */
public final class CounterRandom {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private CounterRandom() {}

    /** A key for one purpose at one step. */
    public static long key(long seed, long step, long stream) {
        return mix(mix(seed + GOLDEN * (step + 1)) + GOLDEN * (stream + 1));
    }

    /** 64 random bits for element {@code index} under {@code key}. */
    public static long bits(long key, long index) {
        return mix(key + GOLDEN * (index + 1));
    }

    /** A number in [0, 1) of 24 random bits, exactly representable in float32. */
    public static float uniform(long key, long index) {
        return (bits(key, index) >>> 40) * 0x1p-24f;
    }

    /** A standard normal deviate by the Box–Muller transform; uses two indices' worth of bits of one counter. */
    public static double gaussian(long key, long index) {
        double u = ((bits(key, 2 * index) >>> 11) + 1) * 0x1p-53;
        double v = (bits(key, 2 * index + 1) >>> 11) * 0x1p-53;
        return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
