package io.lightmark.benchmarks;

import io.lightmark.nn.Initialization;
import io.lightmark.nn.Network;
import io.lightmark.nn.WeightSpec;
import io.lightmark.nn.Weights;
import io.lightmark.op.CounterRandom;
import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights as a trained network might have them, drawn from a seed: fresh ones would leave every normalisation at the
 * identity and every bias at 0, and so hide errors in folding them.
 */
public final class FixedWeights {
    private static final int PURPOSE = 1;

    private FixedWeights() {}

    /**
     * Weights by He's rule, biases, shifts and running means of a tenth of a unit, scales and running variances from ½ to
     * 1½. The same seed gives the same weights everywhere.
     */
    public static Weights draw(Network network, long seed) {
        Map<String, Tensor> tensors =
                new LinkedHashMap<>(Initialization.HE.draw(network, seed).asMap());
        List<WeightSpec> specs = network.weights();
        for (int i = 0; i < specs.size(); i++) {
            long key = CounterRandom.key(seed, PURPOSE, i);
            WeightSpec spec = specs.get(i);
            switch (spec.kind()) {
                case BIAS, NORM_SHIFT, RUNNING_MEAN -> tensors.put(spec.name(), normal(spec.shape(), key));
                case NORM_SCALE, RUNNING_VARIANCE -> tensors.put(spec.name(), uniform(spec.shape(), key));
                case CONV_WEIGHT, DEPTHWISE_WEIGHT, LINEAR_WEIGHT -> {}
            }
        }
        return Weights.of(network, tensors);
    }

    /** Pixels in [-1, 1], as the networks are fed. */
    public static float[] pixels(Shape shape, long seed) {
        float[] pixels = new float[shape.length()];
        long key = CounterRandom.key(seed, PURPOSE, -1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 2 * CounterRandom.uniform(key, i) - 1;
        }
        return pixels;
    }

    private static Tensor normal(Shape shape, long key) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = (float) (0.1 * CounterRandom.gaussian(key, i));
        }
        return tensor;
    }

    private static Tensor uniform(Shape shape, long key) {
        Tensor tensor = Tensor.zeros(shape);
        for (int i = 0; i < tensor.data().length; i++) {
            tensor.data()[i] = 0.5f + CounterRandom.uniform(key, i);
        }
        return tensor;
    }
}
