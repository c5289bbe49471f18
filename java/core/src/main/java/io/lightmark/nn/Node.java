package io.lightmark.nn;

import io.lightmark.tensor.Shape;
import java.util.List;
import java.util.Optional;

/**
 * One primitive layer, or one residual sum, of a network with everything around it known. Node {@code -1} is the
 * network's input.
 *
 * @param id its index
 * @param name the layer's name
 * @param layer the layer; empty for the sum of two inputs
 * @param inputs ids of the nodes it reads: one, or two for a sum (shortcut first)
 * @param input shape of the (first) input with batch 1
 * @param output shape of the output with batch 1
 */
public record Node(
        int id, String name, Optional<PrimitiveLayer> layer, List<Integer> inputs, Shape input, Shape output) {
    /** Stands for the network's input. */
    public static final int NETWORK_INPUT = -1;

    /** The node's weights, none for a sum. */
    public List<WeightSpec> weights() {
        return layer.map(l -> l.weights(input)).orElse(List.of());
    }

    /** Trainable parameters. */
    public long parameters() {
        return weights().stream()
                .filter(w -> w.kind().isTrainable())
                .mapToLong(w -> w.shape().elements())
                .sum();
    }

    /** Multiply-adds for one image. */
    public long multiplyAdds() {
        return layer.map(l -> l.trainingOp(input).multiplyAdds(io.lightmark.op.Pass.FORWARD))
                .orElse(0L);
    }
}
