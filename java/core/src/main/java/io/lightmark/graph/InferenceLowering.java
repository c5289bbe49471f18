package io.lightmark.graph;

import io.lightmark.nn.BatchNormalization;
import io.lightmark.nn.Convolution;
import io.lightmark.nn.DepthwiseConvolution;
import io.lightmark.nn.DropoutLayer;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.Network;
import io.lightmark.nn.Node;
import io.lightmark.nn.Nonlinearity;
import io.lightmark.nn.PrimitiveLayer;
import io.lightmark.nn.WeightSpec;
import io.lightmark.nn.Weights;
import io.lightmark.op.Activation;
import io.lightmark.op.Add;
import io.lightmark.op.BatchNormInference;
import io.lightmark.op.Conv2d;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Linear;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lowers a network with its weights to inference: batch normalisations folded into the convolution before them (in
 * double), activations and residual sums fused into it, dropout left out.
 *
 * <p>The program's inputs are those of the {@link PictureInput}, its output {@code prediction}. Its parameters are the
 * folded weights, returned beside it.
 *
 * @param program the lowered program
 * @param weights contents of its parameters by value name
 */
public record InferenceLowering(Program program, Map<String, Tensor> weights) {

    /** The program for a batch size, with the folded weights. */
    public static InferenceLowering lower(Network network, Weights weights, int batch, PictureInput input) {
        Lowering lowering = new Lowering(network, weights, batch, new Program.Builder(), "");
        lowering.run(input.append(lowering.program, network.input().withN(batch)));
        return new InferenceLowering(lowering.program.build(), lowering.folded);
    }

    /**
     * Adds a network's steps to a program and returns its prediction, which lives within one run.
     *
     * @param pictures what the network reads
     * @param prefix begins the names of all values and steps that are added, so also of the parameters
     */
    static Value append(Program.Builder program, Network network, Weights weights, Value pictures, String prefix) {
        return new Lowering(network, weights, pictures.shape().n(), program, prefix).run(pictures);
    }

    /** A convolution or linear layer with what follows it and can be fused into it. */
    private record Chain(
            Node head,
            @Nullable BatchNormalization norm,
            @Nullable Node normNode,
            Activation activation,
            @Nullable Integer residual,
            Node last) {}

    private static final class Lowering {
        private final Network network;
        private final Weights weights;
        private final int batch;
        private final Program.Builder program;
        private final String prefix;
        private final Map<Integer, Value> outputs = new HashMap<>();
        private final Map<String, Tensor> folded = new LinkedHashMap<>();

        Lowering(Network network, Weights weights, int batch, Program.Builder program, String prefix) {
            this.network = network;
            this.weights = weights;
            this.batch = batch;
            this.program = program;
            this.prefix = prefix;
        }

        /** Lowers all nodes and returns the prediction. */
        Value run(Value pictures) {
            outputs.put(Node.NETWORK_INPUT, pictures);
            List<Node> nodes = network.nodes();
            int i = 0;
            while (i < nodes.size()) {
                i = lower(nodes.get(i)).id() + 1;
            }
            return output(nodes.size() - 1);
        }

        /** Lowers a node with all that can be fused into it; returns the last node covered. */
        private Node lower(Node node) {
            PrimitiveLayer layer = node.layer().orElse(null);
            if (layer instanceof Convolution
                    || layer instanceof DepthwiseConvolution
                    || layer instanceof FullyConnected) {
                Chain chain = chain(node);
                emitChain(chain);
                return chain.last();
            }
            if (layer instanceof DropoutLayer) {
                outputs.put(node.id(), input(node, 0));
                return node;
            }
            emit(node, plainOp(node, layer), node);
            return node;
        }

        private Op plainOp(Node node, @Nullable PrimitiveLayer layer) {
            Shape input = node.input().withN(batch);
            if (layer == null) {
                return new Add(input);
            }
            if (layer instanceof BatchNormalization norm) {
                return new BatchNormInference(input, norm.epsilon(), Activation.IDENTITY);
            }
            return layer.trainingOp(input);
        }

        private Chain chain(Node head) {
            Node last = head;
            BatchNormalization norm = null;
            Node normNode = null;
            Activation activation = Activation.IDENTITY;
            Integer residual = null;
            Node next = onlyReader(last);
            if (next != null && next.layer().orElse(null) instanceof BatchNormalization found) {
                norm = found;
                normNode = next;
                last = next;
                next = onlyReader(last);
            }
            if (next != null && next.layer().orElse(null) instanceof Nonlinearity act) {
                activation = act.activation();
                last = next;
                next = onlyReader(last);
            }
            if (next != null
                    && next.layer().isEmpty()
                    && next.inputs().get(1) == last.id()
                    && head.layer().orElse(null) instanceof Convolution) {
                residual = next.inputs().get(0);
                last = next;
            }
            return new Chain(head, norm, normNode, activation, residual, last);
        }

        private @Nullable Node onlyReader(Node node) {
            return network.onlyReader(node).orElse(null);
        }

        private void emitChain(Chain chain) {
            Node head = chain.head();
            Shape input = head.input().withN(batch);
            PrimitiveLayer layer = head.layer().orElseThrow();
            WeightSpec weight = head.weights().get(0);
            Tensor bias = head.weights().size() > 1
                    ? weights.get(head.weights().get(1).name())
                    : Tensor.zeros(Shape.of(weight.shape().c()));
            Folding folding = Folding.of(weights.get(weight.name()), bias);
            if (chain.norm() != null && chain.normNode() != null) {
                folding = folding.through(chain.norm(), chain.normNode(), weights);
            }
            Op op;
            if (layer instanceof Convolution c) {
                op = new Conv2d(input, c.channels(), c.window(), true, chain.activation(), chain.residual() != null);
            } else if (layer instanceof DepthwiseConvolution d) {
                op = new DepthwiseConv2d(input, d.window(), true, chain.activation());
            } else {
                op = new Linear(input, ((FullyConnected) layer).outputs(), true, chain.activation());
            }
            Map<String, Value> operands = new HashMap<>();
            operands.put("x", input(head, 0));
            operands.put("weight", parameter(head.name() + ".weight", folding.weight()));
            operands.put("bias", parameter(head.name() + ".bias", folding.bias()));
            if (chain.residual() != null) {
                operands.put("residual", output(chain.residual()));
            }
            emit(chain.last(), op, operands, head.name());
        }

        private void emit(Node node, Op op, Node last) {
            Map<String, Value> operands = new HashMap<>();
            node.weights()
                    .forEach(spec -> operands.put(spec.operand(), parameter(spec.name(), weights.get(spec.name()))));
            operands.put(node.layer().isEmpty() ? "a" : "x", input(node, 0));
            if (node.layer().isEmpty()) {
                operands.put("b", input(node, 1));
            }
            emit(last, op, operands, node.name());
        }

        private void emit(Node last, Op op, Map<String, Value> operands, String label) {
            for (Operand operand : op.operands(Pass.FORWARD)) {
                if (operand.isWritten() && !operands.containsKey(operand.name())) {
                    operands.put(operand.name(), result(last, label, operand));
                }
            }
            outputs.put(last.id(), java.util.Objects.requireNonNull(operands.get("y")));
            program.step(prefix + label, op, Pass.FORWARD, operands);
        }

        private Value result(Node last, String label, Operand operand) {
            boolean isOutput = operand.name().equals("y") && isNetworkOutput(last);
            return program.value(
                    prefix + (isOutput ? "prediction" : label + "." + operand.name()),
                    operand.shape(),
                    isOutput && prefix.isEmpty() ? Value.Role.OUTPUT : Value.Role.TRANSIENT);
        }

        private boolean isNetworkOutput(Node last) {
            return network.nodes().subList(last.id() + 1, network.nodes().size()).stream()
                    .allMatch(node -> node.layer().orElse(null) instanceof DropoutLayer);
        }

        private Value parameter(String name, Tensor tensor) {
            folded.put(name, tensor);
            return program.value(prefix + name, tensor.shape(), Value.Role.PARAMETER);
        }

        private Value input(Node node, int index) {
            return output(node.inputs().get(index));
        }

        private Value output(int node) {
            Value value = outputs.get(node);
            if (value == null) {
                throw new IllegalStateException(
                        "Expected node " + node + " to be lowered already, received none. Fix: lower nodes in order.");
            }
            return value;
        }
    }
}
