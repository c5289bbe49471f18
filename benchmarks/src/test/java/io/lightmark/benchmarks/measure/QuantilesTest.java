package io.lightmark.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuantilesTest {
    static Stream<Arguments> cases() {
        double[] hundredAndOne = new double[101];
        for (int i = 0; i <= 100; i++) {
            hundredAndOne[100 - i] = i;
        }
        return Stream.of(
                Arguments.of("one", new double[] {7}, 0.99, 7),
                Arguments.of("median of two", new double[] {4, 2}, 0.5, 3),
                Arguments.of("median of three", new double[] {9, 1, 5}, 0.5, 5),
                Arguments.of("least", new double[] {9, 1, 5}, 0, 1),
                Arguments.of("greatest", new double[] {9, 1, 5}, 1, 9),
                Arguments.of("between", new double[] {10, 20, 30, 40, 50}, 0.9, 46),
                Arguments.of("p90 of 0 to 100", hundredAndOne, 0.9, 90),
                Arguments.of("p99 of 0 to 100", hundredAndOne, 0.99, 99),
                Arguments.of("NumPy's percentile([1,2,3,4,10], 99)", new double[] {10, 4, 3, 2, 1}, 0.99, 9.76));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void quantile(String name, double[] sample, double q, double expected) {
        double[] before = sample.clone();
        assertEquals(expected, Quantiles.of(sample).at(q), 1e-9, name);
        org.junit.jupiter.api.Assertions.assertArrayEquals(before, sample, name + " leaves the sample alone");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("nothing measured", new double[0], 0.5),
                Arguments.of("NaN", new double[] {1, Double.NaN}, 0.5),
                Arguments.of("infinite", new double[] {Double.POSITIVE_INFINITY, 1}, 0.5),
                Arguments.of("quantile above 1", new double[] {1}, 1.01),
                Arguments.of("quantile NaN", new double[] {1}, Double.NaN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(String name, double[] sample, double q) {
        assertThrows(IllegalArgumentException.class, () -> Quantiles.of(sample).at(q), name);
    }

    @Test
    void timingTakesMediansOverBlocks() {
        Timing timing = Timing.ofNanos(
                List.of(new double[] {1000, 3000}, new double[] {9000, 9000, 9000}, new double[] {5000}));
        assertEquals(List.of(2.0, 9.0, 5.0), timing.blockP50Micros(), "median of each block in microseconds");
        assertEquals(5.0, timing.p50Micros(), 1e-12, "median of the medians 2, 9, 5");
        assertEquals(5.0, timing.p90Micros(), 1e-12, "median of 2.8, 9, 5");
        assertEquals(5.0, timing.meanMicros(), 1e-12, "median of the means 2, 9, 5");
        assertEquals(6, timing.iterations(), "all runs counted");
    }
}
