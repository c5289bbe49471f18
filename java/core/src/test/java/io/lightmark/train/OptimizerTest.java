package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.nn.WeightSpec;
import io.lightmark.op.AdamUpdate;
import io.lightmark.op.RmspropUpdate;
import io.lightmark.op.SgdUpdate;
import io.lightmark.tensor.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which weights decay and how fast each learns, kind by kind. */
class OptimizerTest {
    private static final float DECAY = 0.25f;

    @ParameterizedTest
    @CsvSource({
        "CAFFE, CONV_WEIGHT, 0.25, 1",
        "CAFFE, DEPTHWISE_WEIGHT, 0, 1",
        "CAFFE, LINEAR_WEIGHT, 0.25, 1",
        "CAFFE, BIAS, 0.25, 2",
        "CAFFE, NORM_SCALE, 0.25, 1",
        "CAFFE, NORM_SHIFT, 0.25, 1",
        "MODERN, CONV_WEIGHT, 0.25, 1",
        "MODERN, DEPTHWISE_WEIGHT, 0.25, 1",
        "MODERN, LINEAR_WEIGHT, 0.25, 1",
        "MODERN, BIAS, 0, 1",
        "MODERN, NORM_SCALE, 0, 1",
        "MODERN, NORM_SHIFT, 0, 1"
    })
    void groupsDecide(WeightGroups groups, WeightSpec.Kind kind, float decay, float rateScale) {
        WeightSpec spec = new WeightSpec("w", "weight", Shape.of(3), kind);
        String name = groups + " " + kind;
        assertEquals(
                new SgdUpdate(Shape.of(3), 0.9f, decay, rateScale),
                new Sgd(0.9f, DECAY, groups).update(spec, false),
                name);
        assertEquals(
                new AdamUpdate(Shape.of(3), 0.9f, 0.999f, 1e-8f, decay, false, rateScale),
                Adam.l2(DECAY, groups).update(spec, false),
                name);
        assertEquals(
                new RmspropUpdate(Shape.of(3), 0.99f, 1e-8f, 0.5f, decay, rateScale, true),
                new Rmsprop(0.99f, 1e-8f, 0.5f, DECAY, groups).update(spec, true),
                name);
        assertEquals(
                new AdamUpdate(Shape.of(3), 0.8f, 0.99f, 1e-6f, decay, true, rateScale),
                new Adam(0.8f, 0.99f, 1e-6f, DECAY, true, groups).update(spec, false),
                name);
    }
}
