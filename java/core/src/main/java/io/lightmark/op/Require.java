package io.lightmark.op;

import io.lightmark.tensor.Shape;

/** The checks that operation records share; each failure says what was expected, what came, and what to do. */
final class Require {
    private Require() {}

    static void that(boolean holds, String expected, Object received, String fix) {
        if (!holds) {
            throw new IllegalArgumentException("Expected " + expected + ", received " + received + ". Fix: " + fix);
        }
    }

    static void nhwc(Shape shape) {
        that(shape.rank() == 4, "an NHWC shape of four dimensions", shape, "describe the data as N, H, W, C.");
    }

    /** Pictures that operations change before a network sees them. */
    static void pictures(Shape shape) {
        nhwc(shape);
        that(shape.c() == 3, "three channels", shape.c(), "decode pictures to three channels.");
    }

    static void pass(Op op, Pass pass) {
        that(
                op.supports(pass),
                "a pass that the operation has",
                pass + " of " + op.describe(),
                "lower training with plain operations; fused and update operations run forward only.");
    }
}
