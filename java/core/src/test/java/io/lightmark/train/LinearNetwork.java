package io.lightmark.train;

import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.tensor.Shape;
import java.util.List;

/** A network of one linear layer, {@code fc}, whose predictions and gradients are computed by hand. */
final class LinearNetwork {
    private LinearNetwork() {}

    static Network of(Shape image, int outputs) {
        return new Network("linear", image, List.of(new FullyConnected("fc", outputs)));
    }

    /** What it predicts for the numbers of a picture. */
    static double[] predict(Weights weights, float[] pixels) {
        float[] matrix = weights.get("fc.weight").data();
        float[] bias = weights.get("fc.bias").data();
        double[] result = new double[bias.length];
        for (int row = 0; row < bias.length; row++) {
            result[row] = bias[row];
            for (int i = 0; i < pixels.length; i++) {
                result[row] += (double) matrix[i * bias.length + row] * pixels[i];
            }
        }
        return result;
    }
}
