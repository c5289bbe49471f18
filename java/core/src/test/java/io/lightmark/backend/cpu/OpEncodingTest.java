package io.lightmark.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.op.Activation;
import io.lightmark.op.AdamUpdate;
import io.lightmark.op.Conv2d;
import io.lightmark.op.CropResize;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.GradientNorm;
import io.lightmark.op.Linear;
import io.lightmark.op.LinearFilter;
import io.lightmark.op.LossFunction;
import io.lightmark.op.Op;
import io.lightmark.op.PointDistanceLoss;
import io.lightmark.op.RandomErasing;
import io.lightmark.op.RmspropUpdate;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OpEncodingTest {
    @Test
    void everyOperationHasACodeOfItsOwn() {
        Set<Long> codes = new HashSet<>();
        for (Class<?> type : Op.class.getPermittedSubclasses()) {
            codes.add(OpEncoding.of(type.asSubclass(Op.class)).code());
        }
        assertEquals(Op.class.getPermittedSubclasses().length, codes.size(), "distinct codes");
    }

    static Stream<Arguments> orders() {
        Shape input = Shape.of(2, 9, 8, 4);
        return Stream.of(
                Arguments.of(
                        new Conv2d(input, 6, new Window(3, 2, 1), true, Activation.HSWISH, true),
                        new long[] {2, 9, 8, 4, 6, 3, 2, 1, 1, 3, 1}),
                Arguments.of(
                        new DepthwiseConv2d(input, new Window(5, 1, 2), false, Activation.RELU6),
                        new long[] {2, 9, 8, 4, 5, 1, 2, 0, 2}),
                Arguments.of(new Linear(input, 10, true, Activation.RELU), new long[] {2, 288, 10, 1, 1}),
                Arguments.of(
                        new AdamUpdate(Shape.of(7), 0.5f, 0.25f, 2f, 0.125f, true, 4f),
                        new long[] {7, bits(0.5), bits(0.25), bits(2), bits(0.125), 1, bits(4), 0}),
                Arguments.of(
                        new RmspropUpdate(Shape.of(7), 0.5f, 0.25f, 0.75f, 0.125f, 4f, true),
                        new long[] {7, bits(0.5), bits(0.25), bits(0.75), bits(0.125), bits(4), 1}),
                Arguments.of(
                        new GradientNorm(List.of(Shape.of(3, 2), Shape.of(5)), 0.5f), new long[] {bits(0.5), 2, 6, 5}),
                Arguments.of(
                        new ElementwiseLoss(Shape.of(2, 6), new LossFunction.Wing(0.5f, 0.25f), true, 2f),
                        new long[] {12, 6, 3, bits(0.5), bits(0.25), bits(0), bits(0), bits(2)}),
                Arguments.of(
                        new PointDistanceLoss(Shape.of(2, 6), 2, 0, true, 0.5f),
                        new long[] {2, 3, 2, 0, bits(0.01), 1, bits(0.5)}),
                Arguments.of(
                        new CropResize(Shape.of(2, 5, 6, 3), 1000, 4, CropResize.Border.REPLICATE),
                        new long[] {2, 5, 6, 1000, 4, 1}),
                Arguments.of(new LinearFilter(Shape.of(2, 5, 6, 3), 4), new long[] {2, 5, 6, 3, 4}),
                Arguments.of(new RandomErasing(Shape.of(2, 5, 6, 3), 7), new long[] {2, 5, 6, 3, 7}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("orders")
    void attributesStandInTheOrderTheKernelsRead(Op op, long[] expected) {
        assertArrayEquals(expected, OpEncoding.of(op.getClass()).attributesOf(op), op.describe());
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}
