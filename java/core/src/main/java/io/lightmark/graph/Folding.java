package io.lightmark.graph;

import io.lightmark.nn.BatchNormalization;
import io.lightmark.nn.Node;
import io.lightmark.nn.Weights;
import io.lightmark.tensor.Tensor;

/**
 * A linear map with the normalisation behind it folded in: {@code weight' = weight · s}, {@code bias' = (bias − mean) ·
 * s + beta}, {@code s = gamma / sqrt(var + epsilon)} per output channel, computed in double.
 *
 * @param weight any weight with its output channel innermost
 * @param bias one number per output channel
 */
record Folding(Tensor weight, Tensor bias) {
    static Folding of(Tensor weight, Tensor bias) {
        return new Folding(weight, bias);
    }

    Folding through(BatchNormalization norm, Node node, Weights weights) {
        float[] gamma = weights.get(node.weights().get(0).name()).data();
        float[] beta = weights.get(node.weights().get(1).name()).data();
        float[] mean = weights.get(node.weights().get(2).name()).data();
        float[] variance = weights.get(node.weights().get(3).name()).data();
        int channels = bias.data().length;
        Tensor newWeight = Tensor.zeros(weight.shape());
        Tensor newBias = Tensor.zeros(bias.shape());
        double[] scale = new double[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = gamma[c] / Math.sqrt((double) variance[c] + norm.epsilon());
            newBias.data()[c] = (float) ((bias.data()[c] - (double) mean[c]) * scale[c] + beta[c]);
        }
        for (int i = 0; i < weight.data().length; i++) {
            newWeight.data()[i] = (float) (weight.data()[i] * scale[i % channels]);
        }
        return new Folding(newWeight, newBias);
    }
}
