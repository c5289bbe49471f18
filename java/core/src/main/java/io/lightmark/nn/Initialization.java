package io.lightmark.nn;

import io.lightmark.op.CounterRandom;
import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How fresh weights are drawn. The same seed gives the same weights on every machine. */
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
                default -> 0.01;
            };
        }
    },
    /** He et al., arXiv:1502.01852, by fan-in throughout, linear layers included: the default. */
    HE {
        @Override
        double deviation(WeightSpec spec) {
            return spec.kind() == WeightSpec.Kind.LINEAR_WEIGHT
                    ? Math.sqrt(2.0 / spec.shape().dim(0))
                    : CAFFE.deviation(spec);
        }
    };

    abstract double deviation(WeightSpec spec);

    /** Fresh weights for a network. */
    public Weights draw(Network network, long seed) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        List<WeightSpec> specs = network.weights();
        for (int i = 0; i < specs.size(); i++) {
            WeightSpec spec = specs.get(i);
            tensors.put(spec.name(), draw(spec, CounterRandom.key(seed, 0, i)));
        }
        return Weights.of(network, tensors);
    }

    private Tensor draw(WeightSpec spec, long key) {
        return switch (spec.kind()) {
            case BIAS, NORM_SHIFT, RUNNING_MEAN -> Tensor.zeros(spec.shape());
            case NORM_SCALE, RUNNING_VARIANCE -> Tensor.filled(spec.shape(), 1);
            case CONV_WEIGHT, DEPTHWISE_WEIGHT, LINEAR_WEIGHT -> {
                Tensor tensor = Tensor.zeros(spec.shape());
                double deviation = deviation(spec);
                for (int i = 0; i < tensor.data().length; i++) {
                    tensor.data()[i] = (float) (deviation * CounterRandom.gaussian(key, i));
                }
                yield tensor;
            }
        };
    }
}
