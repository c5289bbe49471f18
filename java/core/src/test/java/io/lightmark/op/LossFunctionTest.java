package io.lightmark.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.op.LossFunction.AdaptiveWing;
import io.lightmark.op.LossFunction.SmoothL1;
import io.lightmark.op.LossFunction.SoftWing;
import io.lightmark.op.LossFunction.Wing;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and derivatives by hand: near zero, at the kinks, far away. */
final class LossFunctionTest {
    private static final double LN2 = Math.log(2);
    private static final double LN3 = Math.log(3);

    /** w = 2, ε = 1: C = 2 − 2 ln 3. */
    private static final LossFunction WING = new Wing(2, 1);

    /** ω₁ = 1, ω₂ = 4, ε = 1: B = 1 − 4 ln 2. */
    private static final LossFunction SOFT_WING = new SoftWing(1, 4, 1);

    /** ω = 14, θ = 0.5, ε = 1, α = 3: for y = 1 the exponent is 2, A = 14 · 1/1.25 · 2 · 0.5 = 11.2. */
    private static final LossFunction ADAPTIVE_WING = new AdaptiveWing(14, 0.5f, 1, 3);

    static Stream<Arguments> values() {
        LossFunction huber = new SmoothL1(0.5f);
        return Stream.of(
                at(LossFunction.SQUARED, 3, 0, 9, 6),
                at(LossFunction.SQUARED, -3, 0, 9, -6),
                at(LossFunction.ABSOLUTE, -3, 0, 3, -1),
                at(LossFunction.ABSOLUTE, 2, 2, 0, 0),
                at(huber, 0.25, 0, 0.0625, 0.5),
                at(huber, 0.5, 0, 0.25, 1),
                at(huber, -4, 0, 3.75, -1),
                at(WING, 5, 5, 0, 0),
                at(WING, 1, 0, 2 * LN2, 1),
                at(WING, -1, 0, 2 * LN2, -1),
                at(WING, 2, 0, 2 * LN3, 1),
                at(WING, -10, 0, 8 + 2 * LN3, -1),
                at(SOFT_WING, 1, 1, 0, 0),
                at(SOFT_WING, 0.5, 0, 0.5, 1),
                at(SOFT_WING, 1, 0, 1, 2),
                at(SOFT_WING, -3, 0, 1 + 4 * LN2, -1),
                at(SOFT_WING, 0, 7, 1 + 8 * LN2, -0.5),
                at(ADAPTIVE_WING, 1, 1, 0, 0),
                at(ADAPTIVE_WING, 1.25, 1, 14 * Math.log(1.0625), 14 * 2 * 0.25 / 1.0625),
                at(ADAPTIVE_WING, 0.75, 1, 14 * Math.log(1.0625), -14 * 2 * 0.25 / 1.0625),
                at(ADAPTIVE_WING, 0.5, 1, 14 * Math.log(1.25), -11.2),
                at(ADAPTIVE_WING, 2, 1, 14 * Math.log(1.25) + 5.6, 11.2),
                at(ADAPTIVE_WING, 0.5, 0, 14 * Math.log(1.125), 14 * 3 * 0.25 / 1.125));
    }

    private static Arguments at(
            LossFunction function, double prediction, double target, double value, double derivative) {
        return Arguments.of(function, prediction, target, value, derivative);
    }

    @ParameterizedTest(name = "{0} of {1} for {2}")
    @MethodSource("values")
    void valueAndDerivative(LossFunction function, double prediction, double target, double value, double derivative) {
        assertEquals(value, function.apply(prediction, target), 1e-13, "value");
        assertEquals(derivative, function.derivative(prediction, target), 1e-13, "derivative");
    }

    static Stream<LossFunction> functions() {
        return Stream.of(
                LossFunction.SQUARED,
                LossFunction.ABSOLUTE,
                LossFunction.SMOOTH_L1,
                LossFunction.WING,
                LossFunction.SOFT_WING,
                LossFunction.ADAPTIVE_WING,
                WING,
                SOFT_WING,
                ADAPTIVE_WING);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void derivativesFollowTheValuesAwayFromKinks(LossFunction function) {
        for (double target : new double[] {0, 0.3, 1}) {
            for (double e = -1.505; e < 1.5; e += 0.01) {
                double error = e;
                if (function.kinks().stream().anyMatch(kink -> Math.abs(error - kink) < 2e-3)) {
                    continue;
                }
                double up = function.apply(target + e + 1e-6, target);
                double down = function.apply(target + e - 1e-6, target);
                double derivative = function.derivative(target + e, target);
                assertEquals((up - down) / 2e-6, derivative, 1e-5, function + " at " + e + " for " + target);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void valuesAreWholeAtTheirKinks(LossFunction function) {
        for (double kink : function.kinks()) {
            double below = function.apply(0.5 + kink - 1e-9, 0.5);
            double above = function.apply(0.5 + kink + 1e-9, 0.5);
            assertEquals(below, above, 1e-6, function + " at " + kink);
        }
    }

    @Test
    void constantsArePixelsOfAPictureOf256() {
        double pixel = 2.0 / 255;
        Wing wing = (Wing) LossFunction.WING;
        assertEquals(10 * pixel, wing.width(), 1e-8);
        assertEquals(2 * pixel, wing.curvature(), 1e-8);
        SoftWing soft = (SoftWing) LossFunction.SOFT_WING;
        assertEquals(2 * pixel, soft.linear(), 1e-8);
        assertEquals(20 * pixel, soft.height(), 1e-8);
        assertEquals(0.5 * pixel, soft.curvature(), 1e-8);
    }

    @Test
    void impossibleParametersAreRefused() {
        List<Supplier<LossFunction>> wrong = List.of(
                () -> new SmoothL1(0),
                () -> new SmoothL1(Float.NaN),
                () -> new Wing(-1, 1),
                () -> new Wing(1, Float.POSITIVE_INFINITY),
                () -> new SoftWing(1, 0, 1),
                () -> new AdaptiveWing(14, 0.5f, 1, 2));
        for (Supplier<LossFunction> make : wrong) {
            String message =
                    assertThrows(IllegalArgumentException.class, make::get).getMessage();
            assertTrue(message.startsWith("Expected ") && message.contains(". Fix: "), message);
        }
    }
}
