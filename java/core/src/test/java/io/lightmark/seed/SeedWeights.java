package io.lightmark.seed;

import io.lightmark.nn.Network;
import io.lightmark.nn.WeightSpec;
import io.lightmark.nn.Weights;
import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Turns Caffe's weights into ours: layers pair up in order; OIHW becomes HWIO, O1HW becomes HWC, [out, in] becomes [in,
 * out], and the first linear layer's inputs go from channel-major to NHWC order. Caffe's batch normalisation stores sums
 * with their factor, to be divided out; scale and shift are a layer of their own.
 */
final class SeedWeights {
    private SeedWeights() {}

    static Weights of(Network network, CaffeModel model) {
        Deque<float[]> blobs = new ArrayDeque<>();
        for (CaffeModel.Layer layer : model.layers()) {
            if (layer.type().equals("BatchNorm")) {
                float factor = layer.blobs().get(2)[0];
                blobs.add(divided(layer.blobs().get(0), factor));
                blobs.add(divided(layer.blobs().get(1), factor));
            } else {
                blobs.addAll(layer.blobs());
            }
        }
        Map<String, Tensor> tensors = new HashMap<>();
        network.nodes().forEach(node -> {
            if (node.weights().size() == 4) {
                // Caffe: mean, variance, then gamma, beta.
                for (int operand : new int[] {2, 3, 0, 1}) {
                    WeightSpec spec = node.weights().get(operand);
                    tensors.put(spec.name(), new Tensor(spec.shape(), blobs.remove()));
                }
                return;
            }
            for (WeightSpec spec : node.weights()) {
                tensors.put(spec.name(), arranged(spec, node.input(), blobs.remove()));
            }
        });
        if (!blobs.isEmpty()) {
            throw new IllegalArgumentException("Expected as many blobs as the network has weights, received "
                    + blobs.size() + " more. Fix: use the network of the weights.");
        }
        return Weights.of(network, tensors);
    }

    private static Tensor arranged(WeightSpec spec, Shape input, float[] caffe) {
        Tensor tensor = Tensor.zeros(spec.shape());
        float[] ours = tensor.data();
        Shape s = spec.shape();
        switch (spec.kind()) {
            case CONV_WEIGHT -> {
                int area = s.dim(0) * s.dim(1);
                for (int p = 0; p < area; p++) {
                    for (int i = 0; i < s.dim(2); i++) {
                        for (int o = 0; o < s.dim(3); o++) {
                            ours[(p * s.dim(2) + i) * s.dim(3) + o] = caffe[(o * s.dim(2) + i) * area + p];
                        }
                    }
                }
            }
            case DEPTHWISE_WEIGHT -> {
                int area = s.dim(0) * s.dim(1);
                for (int p = 0; p < area; p++) {
                    for (int c = 0; c < s.dim(2); c++) {
                        ours[p * s.dim(2) + c] = caffe[c * area + p];
                    }
                }
            }
            case LINEAR_WEIGHT -> {
                int inputs = s.dim(0);
                int outputs = s.dim(1);
                int channels = input.c();
                int area = inputs / channels;
                for (int i = 0; i < inputs; i++) {
                    int from = i % channels * area + i / channels;
                    for (int o = 0; o < outputs; o++) {
                        ours[i * outputs + o] = caffe[o * inputs + from];
                    }
                }
            }
            default -> System.arraycopy(caffe, 0, ours, 0, ours.length);
        }
        return tensor;
    }

    private static float[] divided(float[] sums, float factor) {
        float[] result = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            result[i] = sums[i] / factor;
        }
        return result;
    }
}
