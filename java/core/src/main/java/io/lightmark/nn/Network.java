package io.lightmark.nn;

import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The description of a network: an input and layers, one after another. It holds no weights and knows no device; both
 * lowerings start from its {@link #nodes()}.
 */
public final class Network {
    private final String name;
    private final Shape input;
    private final List<Layer> layers;
    private final List<Node> nodes;

    /**
     * @param name for people and files, such as {@code cascade48}
     * @param input shape of one image, [1,h,w,c]
     * @param layers the layers in order
     */
    public Network(String name, Shape input, List<Layer> layers) {
        if (input.rank() != 4 || input.n() != 1) {
            throw new IllegalArgumentException("Expected the shape of one image [1xHxWxC], received " + input
                    + ". Fix: describe the network for batch 1; plans choose the batch.");
        }
        this.name = name;
        this.input = input;
        this.layers = List.copyOf(layers);
        Unfolding unfolding = new Unfolding();
        unfolding.append(this.layers, Node.NETWORK_INPUT, input);
        this.nodes = List.copyOf(unfolding.nodes);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException(
                    "Expected at least one layer in network '" + name + "', received none. Fix: add layers.");
        }
    }

    public String name() {
        return name;
    }

    /** Shape of one input image. */
    public Shape input() {
        return input;
    }

    /** Shape of the output for one image. */
    public Shape output() {
        return nodes.get(nodes.size() - 1).output();
    }

    /** The layers as described. */
    public List<Layer> layers() {
        return layers;
    }

    /** The primitive layers and sums in the order they run. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The node behind this one, if it alone reads this one's output, and only once: the two may be fused. */
    public Optional<Node> onlyReader(Node node) {
        List<Node> readers = nodes.stream()
                .flatMap(n -> n.inputs().stream().filter(id -> id == node.id()).map(id -> n))
                .toList();
        boolean isNext = readers.size() == 1 && readers.get(0).id() == node.id() + 1;
        return isNext ? Optional.of(readers.get(0)) : Optional.empty();
    }

    /** All weights in order. */
    public List<WeightSpec> weights() {
        return nodes.stream().flatMap(node -> node.weights().stream()).toList();
    }

    /** Trainable parameters. */
    public long parameters() {
        return nodes.stream().mapToLong(Node::parameters).sum();
    }

    /** Multiply-adds for one image. */
    public long multiplyAdds() {
        return nodes.stream().mapToLong(Node::multiplyAdds).sum();
    }

    /** Turns nested layers into a flat list of nodes. */
    private static final class Unfolding {
        private final List<Node> nodes = new ArrayList<>();
        private final Set<String> names = new HashSet<>();

        /** Appends layers behind node {@code from}, whose output has the given shape; returns the last node's id. */
        int append(List<Layer> layers, int from, Shape shape) {
            int last = from;
            for (Layer layer : layers) {
                Shape arriving = last == from ? shape : nodes.get(last).output();
                last = append(layer, last, arriving);
            }
            return last;
        }

        private int append(Layer layer, int from, Shape input) {
            if (layer instanceof PrimitiveLayer primitive) {
                return add(primitive.name(), Optional.of(primitive), List.of(from), input, primitive.output(input));
            }
            if (layer instanceof Residual residual) {
                int body = append(residual.body(), from, input);
                Shape output = body == from ? input : nodes.get(body).output();
                if (!output.equals(input)) {
                    throw new IllegalArgumentException("Expected the body of '" + residual.name()
                            + "' to keep the shape " + input + ", received " + output
                            + ". Fix: use stride 1 and equal channels, or no shortcut.");
                }
                return add(residual.name(), Optional.empty(), List.of(from, body), input, output);
            }
            return append(((Composite) layer).unfold(input), from, input);
        }

        private int add(String name, Optional<PrimitiveLayer> layer, List<Integer> inputs, Shape input, Shape output) {
            if (!names.add(name)) {
                throw new IllegalArgumentException("Expected unique layer names, received '" + name
                        + "' twice. Fix: give each layer its own name.");
            }
            nodes.add(new Node(nodes.size(), name, layer, inputs, input, output));
            return nodes.size() - 1;
        }
    }
}
