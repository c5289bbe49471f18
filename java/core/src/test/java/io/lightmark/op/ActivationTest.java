package io.lightmark.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Values and derivatives by hand; at a kink the derivative from the left. */
final class ActivationTest {
    @ParameterizedTest(name = "{0}({1})")
    @CsvSource({
        "IDENTITY, -2, -2, 1",
        "RELU, -1, 0, 0",
        "RELU, 0, 0, 0",
        "RELU, 7, 7, 1",
        "RELU6, 0, 0, 0",
        "RELU6, 6, 6, 0",
        "RELU6, 5, 5, 1",
        "RELU6, 7, 6, 0",
        "HSIGMOID, -3, 0, 0",
        "HSIGMOID, 0, 0.5, 0.16666666666666666",
        "HSIGMOID, 3, 1, 0",
        "HSIGMOID, 9, 1, 0",
        "HSWISH, -4, 0, 0",
        "HSWISH, -3, 0, 0",
        "HSWISH, 0, 0, 0.5",
        "HSWISH, 1, 0.6666666666666666, 0.8333333333333334",
        "HSWISH, 3, 3, 1",
        "HSWISH, 5, 5, 1"
    })
    void valueAndDerivative(Activation activation, double x, double value, double derivative) {
        assertEquals(value, activation.apply(x), 1e-15, "value");
        assertEquals(derivative, activation.derivative(x), 1e-15, "derivative");
    }

    @ParameterizedTest
    @EnumSource
    void derivativeFollowsTheValueAwayFromKinks(Activation activation) {
        for (double x = -8.05; x < 8; x += 0.1) {
            double numeric = (activation.apply(x + 1e-6) - activation.apply(x - 1e-6)) / 2e-6;
            assertEquals(numeric, activation.derivative(x), 1e-8, activation + " at " + x);
        }
    }
}
