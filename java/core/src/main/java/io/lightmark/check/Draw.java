package io.lightmark.check;

import java.util.SplittableRandom;

/** Seeded numbers that float32 represents exactly, either small integers or reals. */
final class Draw {
    /** What kind of numbers. */
    enum Kind {
        /** Whole numbers from -4 to 4 without 0, so that sums of products stay exact in float32. */
        INTEGERS,
        /** Uniform over -1 to 1. */
        REALS
    }

    private final Kind kind;
    private final SplittableRandom random;

    Draw(Kind kind, long seed) {
        this.kind = kind;
        this.random = new SplittableRandom(seed);
    }

    Kind kind() {
        return kind;
    }

    /** One number of the kind. */
    double next() {
        return kind == Kind.INTEGERS ? (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(4)) : between(-1, 1);
    }

    double[] array(int length) {
        double[] array = new double[length];
        for (int i = 0; i < length; i++) {
            array[i] = next();
        }
        return array;
    }

    /** Reals of any range, whatever the kind. */
    double[] between(int length, double low, double high) {
        double[] array = new double[length];
        for (int i = 0; i < length; i++) {
            array[i] = between(low, high);
        }
        return array;
    }

    double between(double low, double high) {
        return (float) (low + (high - low) * random.nextDouble());
    }

    int integer(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** Numbers no two of which are closer than 1/256, in random order. */
    double[] distinct(int length) {
        double[] array = new double[length];
        for (int i = 0; i < length; i++) {
            array[i] = (i - length / 2 + 0.5) / 256;
        }
        for (int i = length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double swapped = array[i];
            array[i] = array[j];
            array[j] = swapped;
        }
        return array;
    }
}
