package io.lightmark.train;

import io.lightmark.nn.Network;
import io.lightmark.nn.WeightSpec;
import io.lightmark.nn.Weights;
import io.lightmark.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The uniform average of several weights of one network, as of the best steps of a run. Its batch normalisations need
 * {@link NormRecalibration}. Source: Wortsman et al., "Model soups", arXiv:2203.05482.
 */
public final class WeightAverage {
    private WeightAverage() {}

    /** The mean of each weight, running statistics included, computed in double. */
    public static Weights of(Network network, List<Weights> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected at least one set of weights to average, received none. Fix: name their files.");
        }
        Map<String, Tensor> result = new LinkedHashMap<>();
        for (WeightSpec spec : network.weights()) {
            double[] sum = new double[spec.shape().length()];
            for (Weights weights : all) {
                float[] data = weights.get(spec.name()).data();
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += data[i];
                }
            }
            Tensor mean = Tensor.zeros(spec.shape());
            for (int i = 0; i < sum.length; i++) {
                mean.data()[i] = (float) (sum[i] / all.size());
            }
            result.put(spec.name(), mean);
        }
        return Weights.of(network, result);
    }
}
