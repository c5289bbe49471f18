package io.lightmark.nn;

import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;

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

    /**
     * Where another network's weights have the name and shape of one of these, those; elsewhere these: the beginning of
     * a training that goes on from what an older network of similar layers has learnt.
     *
     * @throws IllegalArgumentException if the two have no weight in common
     */
    public Weights takenFrom(Weights other) {
        Map<String, Tensor> taken = new LinkedHashMap<>(tensors);
        boolean found = false;
        for (Map.Entry<String, Tensor> weight : taken.entrySet()) {
            if (other.has(weight.getKey(), weight.getValue().shape())) {
                weight.setValue(other.get(weight.getKey()));
                found = true;
            }
        }
        if (!found) {
            throw new IllegalArgumentException("Expected weights to start from that share a name and a shape with the"
                    + " network's, received none among " + other.tensors.size()
                    + ". Fix: start from a model of the same family and width.");
        }
        return new Weights(taken);
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

    /** How many of these a network would take, see {@link #takenFrom}. */
    public long sharedWith(Network network) {
        return network.weights().stream()
                .filter(spec -> has(spec.name(), spec.shape()))
                .count();
    }

    private boolean has(String name, Shape shape) {
        Tensor tensor = tensors.get(name);
        return tensor != null && tensor.shape().equals(shape);
    }

    /** A short text that identifies names and values: a checksum. */
    public String fingerprint() {
        CRC32C sum = new CRC32C();
        ByteBuffer number = ByteBuffer.allocate(Float.BYTES);
        tensors.forEach((name, tensor) -> {
            sum.update(name.getBytes(StandardCharsets.UTF_8));
            for (float value : tensor.data()) {
                sum.update(number.putFloat(0, value).rewind());
            }
        });
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    /** All weights in the network's order. */
    public Map<String, Tensor> asMap() {
        return Collections.unmodifiableMap(tensors);
    }
}
