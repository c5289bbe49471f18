package io.lightmark.check;

import io.lightmark.op.Op;
import io.lightmark.op.Pass;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The oracle's gradients are derivatives of its forward passes. */
final class ReferenceGradientTest {
    static Stream<Arguments> problems() {
        List<Op> ops = OpCases.small();
        return ops.stream()
                .filter(op -> op.supports(Pass.BACKWARD))
                .flatMap(op -> Stream.of(1L, 2L, 3L).map(seed -> Arguments.of(op.describe(), seed, op)));
    }

    @ParameterizedTest(name = "{0} seed {1}")
    @MethodSource("problems")
    void gradientsAreDerivatives(String problem, long seed, Op op) {
        GradientCheck.check(op, seed);
    }
}
