package io.lightmark.nn;

import io.lightmark.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The weights of one network on the host: a tensor per name, in the network's order, of the shapes it asks for. */
public final class Weights {
    private final Map<String, Tensor> tensors;

    private Weights(Map<String, Tensor> tensors) {
        this.tensors = tensors;
    }

    /** Takes exactly the weights that a network needs out of a map; others are ignored. */
    public static Weights of(Network network, Map<String, Tensor> source) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (WeightSpec spec : network.weights()) {
            Tensor tensor = source.get(spec.name());
            if (tensor == null) {
                throw new IllegalArgumentException("Expected a weight '" + spec.name() + "' " + spec.shape()
                        + " for network " + network.name() + ", received none. Fix: use the network's own weights.");
            }
            if (!tensor.shape().equals(spec.shape())) {
                throw new IllegalArgumentException("Expected weight '" + spec.name() + "' of shape " + spec.shape()
                        + ", received " + tensor.shape() + ". Fix: use the network's own weights.");
            }
            tensors.put(spec.name(), tensor);
        }
        return new Weights(tensors);
    }

    /** The weight of this name. */
    public Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(
                    "Expected the name of a weight, received '" + name + "'. Fix: use one of " + tensors.keySet());
        }
        return tensor;
    }

    /** All weights in the network's order. */
    public Map<String, Tensor> asMap() {
        return Collections.unmodifiableMap(tensors);
    }
}
