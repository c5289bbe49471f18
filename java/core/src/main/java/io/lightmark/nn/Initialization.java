package io.lightmark.nn;

import io.lightmark.op.CounterRandom;
import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How fresh weights are drawn, but for those of the layer that gives the output: they always start at σ = 0.01, so that
 * training begins at the mean, or at equal odds, instead of unlearning random landmarks first. The same seed gives the
 * same weights on every machine.
 */
public enum Initialization {
    /**
     * As the published cascade: convolutions normal with variance 2 / fan-in (Caffe's {@code msra}; a depthwise filter's
     * fan-in is k²), linear layers normal with σ = 0.01, biases 0.
     */
    CAFFE {
        @Override
        double deviation(WeightSpec spec) {
            Shape s = spec.shape();
            return switch (spec.kind()) {
                case CONV_WEIGHT -> Math.sqrt(2.0 / ((double) s.dim(0) * s.dim(1) * s.dim(2)));
                case DEPTHWISE_WEIGHT -> Math.sqrt(2.0 / ((double) s.dim(0) * s.dim(1)));
                default -> OUTPUT_DEVIATION;
            };
        }
    },
    /**
     * As d-li14's MobileNets: convolutions normal with variance 2 / fan-out, a depthwise filter's fan-out being k² times all
     * its channels; linear layers normal with σ = 0.01, biases 0.
     */
    FAN_OUT {
        @Override
        double deviation(WeightSpec spec) {
            Shape s = spec.shape();
            return switch (spec.kind()) {
                case CONV_WEIGHT -> Math.sqrt(2.0 / ((double) s.dim(0) * s.dim(1) * s.dim(3)));
                case DEPTHWISE_WEIGHT -> Math.sqrt(2.0 / ((double) s.dim(0) * s.dim(1) * s.dim(2)));
                default -> OUTPUT_DEVIATION;
            };
        }
    },
    /** He et al., arXiv:1502.01852, by fan-in throughout. */
    HE {
        @Override
        double deviation(WeightSpec spec) {
            boolean linear = spec.kind() == WeightSpec.Kind.LINEAR_WEIGHT;
            return linear ? Math.sqrt(2.0 / spec.shape().dim(0)) : CAFFE.deviation(spec);
        }
    };

    private static final double OUTPUT_DEVIATION = 0.01;

    /** Standard deviation of a fresh weight. */
    abstract double deviation(WeightSpec spec);

    /** Fresh weights for a network. */
    public Weights draw(Network network, long seed) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        List<WeightSpec> specs = network.weights();
        List<WeightSpec> last = lastWeights(network);
        for (int i = 0; i < specs.size(); i++) {
            WeightSpec spec = specs.get(i);
            double deviation = last.contains(spec) ? OUTPUT_DEVIATION : deviation(spec);
            tensors.put(spec.name(), draw(spec, deviation, CounterRandom.key(seed, 0, i)));
        }
        return Weights.of(network, tensors);
    }

    /** The weights of the last layer that has any. */
    private static List<WeightSpec> lastWeights(Network network) {
        List<WeightSpec> last = List.of();
        for (Node node : network.nodes()) {
            last = node.weights().isEmpty() ? last : node.weights();
        }
        return last;
    }

    private static Tensor draw(WeightSpec spec, double deviation, long key) {
        return switch (spec.kind()) {
            case BIAS, NORM_SHIFT, RUNNING_MEAN -> Tensor.zeros(spec.shape());
            case NORM_SCALE, RUNNING_VARIANCE -> Tensor.filled(spec.shape(), 1);
            case CONV_WEIGHT, DEPTHWISE_WEIGHT, LINEAR_WEIGHT -> {
                Tensor tensor = Tensor.zeros(spec.shape());
                for (int i = 0; i < tensor.data().length; i++) {
                    tensor.data()[i] = (float) (deviation * CounterRandom.gaussian(key, i));
                }
                yield tensor;
            }
        };
    }
}
