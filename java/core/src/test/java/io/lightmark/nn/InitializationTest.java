package io.lightmark.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.lightmark.op.Activation;
import io.lightmark.op.Window;
import io.lightmark.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fresh weights have the spread that their rule says. */
final class InitializationTest {
    private static final Network NETWORK = new Network(
            "fresh",
            Shape.of(1, 8, 8, 24),
            List.of(
                    new ConvNormAct("dense", 300, Window.same(3, 2), ConvNormAct.Norm.DEFAULT, Activation.RELU),
                    ConvNormAct.depthwise("filter", Window.same(5, 1), ConvNormAct.Norm.DEFAULT, Activation.RELU),
                    new SqueezeExcitation("gate", 64),
                    new GlobalPooling("pool"),
                    new FullyConnected("hidden", 100),
                    new FullyConnected("out", 136)));

    /** Variances: of the dense filters 3·3·24 in, 3·3·300 out; of the depthwise ones 25 in, 25·300 out. */
    @ParameterizedTest(name = "{0} {1}: 2 / {2}")
    @CsvSource({
        "CAFFE, dense.conv.weight, 216",
        "CAFFE, filter.conv.weight, 25",
        "CAFFE, gate.fc1.weight, 20000",
        "CAFFE, hidden.weight, 20000",
        "CAFFE, out.weight, 20000",
        "FAN_OUT, dense.conv.weight, 2700",
        "FAN_OUT, filter.conv.weight, 7500",
        "FAN_OUT, gate.fc1.weight, 20000",
        "FAN_OUT, hidden.weight, 20000",
        "FAN_OUT, out.weight, 20000",
        "HE, dense.conv.weight, 216",
        "HE, filter.conv.weight, 25",
        "HE, gate.fc1.weight, 300",
        "HE, hidden.weight, 300",
        "HE, out.weight, 20000"
    })
    void deviation(Initialization rule, String weight, double divisor) {
        float[] data = rule.draw(NETWORK, 1).get(weight).data();
        double mean = 0;
        double square = 0;
        for (float value : data) {
            mean += value / (double) data.length;
            square += value * (double) value / data.length;
        }
        double expected = Math.sqrt(2 / divisor);
        double standardError = expected / Math.sqrt(data.length);
        assertEquals(0, mean, 4 * standardError);
        assertEquals(expected, Math.sqrt(square), 4 * standardError);
    }

    @Test
    void restIsNeutral() {
        Weights weights = Initialization.FAN_OUT.draw(NETWORK, 1);
        for (WeightSpec spec : NETWORK.weights()) {
            float[] data = weights.get(spec.name()).data();
            switch (spec.kind()) {
                case BIAS, NORM_SHIFT, RUNNING_MEAN -> assertArrayEquals(new float[data.length], data, spec.name());
                case NORM_SCALE, RUNNING_VARIANCE -> {
                    float[] ones = new float[data.length];
                    Arrays.fill(ones, 1);
                    assertArrayEquals(ones, data, spec.name());
                }
                case CONV_WEIGHT, DEPTHWISE_WEIGHT, LINEAR_WEIGHT ->
                    assertFalse(Arrays.equals(new float[data.length], data), spec.name());
            }
        }
    }

    @Test
    void seedDecides() {
        float[] first =
                Initialization.FAN_OUT.draw(NETWORK, 1).get("out.weight").data();
        assertArrayEquals(
                first, Initialization.FAN_OUT.draw(NETWORK, 1).get("out.weight").data());
        assertFalse(Arrays.equals(
                first, Initialization.FAN_OUT.draw(NETWORK, 2).get("out.weight").data()));
    }
}
