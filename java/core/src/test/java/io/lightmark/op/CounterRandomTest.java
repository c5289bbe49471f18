package io.lightmark.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CounterRandomTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MIN_VALUE, 0x123456789abcdefL})
    void isTheSequenceOfTheJdksSplittableRandom(long key) {
        SplittableRandom random = new SplittableRandom(key);
        for (int i = 0; i < 1000; i++) {
            assertEquals(random.nextLong(), CounterRandom.bits(key, i), "key " + key + " index " + i);
        }
    }

    @Test
    void uniformNumbersFillTheUnitInterval() {
        double sum = 0;
        double squares = 0;
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            float u = CounterRandom.uniform(7, i);
            assertTrue(u >= 0 && u < 1, "index " + i + ": " + u);
            sum += u;
            squares += (double) u * u;
        }
        assertEquals(0.5, sum / count, 0.005);
        assertEquals(1.0 / 3, squares / count, 0.005);
    }

    @Test
    void gaussianNumbersHaveTheMomentsOfTheirLaw() {
        double[] moments = new double[5];
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            double g = CounterRandom.gaussian(7, i);
            for (int m = 1; m <= 4; m++) {
                moments[m] += Math.pow(g, m) / count;
            }
        }
        assertEquals(0, moments[1], 0.02);
        assertEquals(1, moments[2], 0.03);
        assertEquals(0, moments[3], 0.06);
        assertEquals(3, moments[4], 0.15);
    }

    @Test
    void keysTellSeedsStepsAndStreamsApart() {
        java.util.Set<Long> keys = new java.util.HashSet<>();
        for (long seed = -5; seed < 5; seed++) {
            for (long step = 0; step < 10; step++) {
                for (long stream = -5; stream < 5; stream++) {
                    keys.add(CounterRandom.key(seed, step, stream));
                }
            }
        }
        assertEquals(1000, keys.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0x80000000L, -0x80000000L})
    void aSeedSurvivesTheRunState(long seed) {
        int[] state = RunState.of(seed, 12);
        assertEquals(seed, RunState.seed(state));
        assertEquals(12, state[RunState.STEP]);
    }
}
