package io.lightmark.graph;

import io.lightmark.nn.BatchNormalization;
import io.lightmark.nn.Network;
import io.lightmark.nn.Node;
import io.lightmark.nn.Nonlinearity;
import io.lightmark.nn.WeightSpec;
import io.lightmark.op.Activation;
import io.lightmark.op.Add;
import io.lightmark.op.BatchNorm;
import io.lightmark.op.GradientNorm;
import io.lightmark.op.MovingAverage;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.op.RunState;
import io.lightmark.op.SoftArgmax;
import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lowers a network to one training step: forward, loss, backward, update.
 *
 * <p>The program's inputs are those of the {@link PictureInput}, {@code target}, {@code rate} and {@code runState}; its
 * outputs {@code prediction}, which the loss reads, and {@code loss}. Where the loss compares logits, the expectation
 * that ends the network is left out and the prediction are the logits. Weights are parameters under their own names,
 * their moving averages, if asked for, state under {@link #averageOf}. Nothing here knows what an operation computes:
 * operands are matched by name, see {@link Operand}.
 */
public final class TrainingLowering {
    private final Network network;
    private final int batch;
    private final LossRule rule;
    private final boolean statisticsOnly;
    private final Optional<Op> lossOfLogits;
    private final List<Node> nodes;
    private final Program.Builder program = new Program.Builder();
    private final Value runState = program.value("runState", RunState.SHAPE, DType.I32, Value.Role.INPUT);
    private final Map<String, Value> weights = new HashMap<>();
    private final Map<Integer, Value> outputs = new HashMap<>();
    private final Map<Integer, Value> gradients = new HashMap<>();
    private final Map<String, Value> weightGradients = new LinkedHashMap<>();
    private final List<Applied> applied = new ArrayList<>();
    private int sums;

    /** A node's operation with the values of its forward pass; the node ids it stands for end at {@code last}. */
    private record Applied(Node first, Node last, Op op, Map<String, Value> operands) {}

    private TrainingLowering(Network network, int batch, LossRule rule, boolean statisticsOnly) {
        this.network = network;
        this.batch = batch;
        this.rule = rule;
        this.statisticsOnly = statisticsOnly;
        this.lossOfLogits = lossOfLogits();
        List<Node> all = network.nodes();
        this.nodes = lossOfLogits.isPresent() ? all.subList(0, all.size() - 1) : all;
    }

    private Optional<Op> lossOfLogits() {
        Node last = network.nodes().get(network.nodes().size() - 1);
        return last.layer()
                .map(layer -> layer.trainingOp(last.input().withN(batch)))
                .flatMap(
                        op -> op instanceof SoftArgmax expectation ? rule.lossOfLogits(expectation) : Optional.empty());
    }

    /** The program of one plain training step. */
    public static Program lower(Network network, int batch, PictureInput input, LossRule loss, UpdateRule update) {
        return lower(network, batch, input, TrainingRules.of(loss, update));
    }

    /** The program of one training step. */
    public static Program lower(Network network, int batch, PictureInput input, TrainingRules rules) {
        TrainingLowering lowering = new TrainingLowering(network, batch, rules.loss(), false);
        lowering.forward(input);
        lowering.lossAndBackward(rules.teacher());
        lowering.update(rules);
        if (rules.averageDecay() > 0) {
            lowering.average(rules.averageDecay());
        }
        return lowering.program.build();
    }

    /**
     * The forward pass alone, after which the running statistics are those of the batch. Its inputs are those of the
     * {@link PictureInput}, {@code target}, which nothing reads, and {@code runState}.
     *
     * @param loss whose target it is
     */
    public static Program statistics(Network network, int batch, PictureInput input, LossRule loss) {
        TrainingLowering lowering = new TrainingLowering(network, batch, loss, true);
        lowering.forward(input);
        lowering.loss().target();
        return lowering.program.build();
    }

    /** The name of the value that holds one of the {@link LossRule#constants}. */
    public static String lossConstant(String operand) {
        return LossLowering.constant(operand);
    }

    /** The name of the value that holds the moving average of a weight. */
    public static String averageOf(String weight) {
        return weight + ".average";
    }

    private void forward(PictureInput input) {
        outputs.put(Node.NETWORK_INPUT, input.append(program, network.input().withN(batch)));
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node.layer().orElse(null) instanceof BatchNormalization
                    && network.onlyReader(node).flatMap(Node::layer).orElse(null) instanceof Nonlinearity) {
                i++;
            }
            apply(node, nodes.get(i));
        }
    }

    private void apply(Node node, Node last) {
        Op op = op(node, last);
        Map<String, Value> operands = new HashMap<>();
        Map<String, WeightSpec> specs = new HashMap<>();
        node.weights().forEach(spec -> specs.put(spec.operand(), spec));
        for (Operand operand : op.operands(Pass.FORWARD)) {
            operands.put(operand.name(), forwardValue(node, last, operand, specs));
        }
        program.step(node.name(), op, Pass.FORWARD, operands);
        applied.add(new Applied(node, last, op, operands));
    }

    private Op op(Node node, Node last) {
        Shape input = node.input().withN(batch);
        if (node.layer().isEmpty()) {
            return new Add(input);
        }
        Op op = node.layer().get().trainingOp(input);
        return op instanceof BatchNorm norm ? normalization(norm, last) : op;
    }

    /** With the activation behind it; if only statistics are wanted, the running ones become those of the batch. */
    private BatchNorm normalization(BatchNorm norm, Node last) {
        Activation activation =
                last.layer().orElse(null) instanceof Nonlinearity act ? act.activation() : norm.activation();
        float momentum = statisticsOnly ? 1 : norm.momentum();
        return new BatchNorm(norm.input(), norm.epsilon(), momentum, activation);
    }

    private Value forwardValue(Node node, Node last, Operand operand, Map<String, WeightSpec> specs) {
        WeightSpec spec = specs.get(operand.name());
        if (spec != null) {
            return weights.computeIfAbsent(
                    spec.name(), name -> program.value(name, spec.shape(), Value.Role.PARAMETER));
        }
        return switch (operand.name()) {
            case "x", "a" -> value(outputs, node.inputs().get(0));
            case "b" -> value(outputs, node.inputs().get(1));
            case "runState" -> runState;
            case "y" -> {
                boolean isOutput = last.id() == nodes.size() - 1;
                Value y = program.value(
                        isOutput ? "prediction" : last.name() + ".y",
                        operand.shape(),
                        isOutput ? Value.Role.OUTPUT : Value.Role.TRANSIENT);
                outputs.put(last.id(), y);
                yield y;
            }
            default -> program.value(node.name() + "." + operand.name(), operand.shape(), Value.Role.TRANSIENT);
        };
    }

    private LossLowering loss() {
        Value prediction = value(outputs, nodes.size() - 1);
        return new LossLowering(program, prediction, lossOfLogits.orElseGet(() -> rule.loss(prediction.shape())));
    }

    private void lossAndBackward(Optional<TeacherBranch> teacher) {
        gradients.put(nodes.size() - 1, loss().append(teacher, value(outputs, Node.NETWORK_INPUT)));
        for (int i = applied.size() - 1; i >= 0; i--) {
            backward(applied.get(i));
        }
    }

    private void backward(Applied step) {
        Value arriving = value(gradients, step.last().id());
        if (step.op() instanceof Add) {
            step.first().inputs().forEach(input -> accumulate(input, arriving));
            return;
        }
        Map<String, Value> operands = new HashMap<>(step.operands());
        int input = step.first().inputs().get(0);
        for (Operand operand : step.op().operands(Pass.BACKWARD)) {
            if (!operand.isGradient()) {
                continue;
            }
            String of = operand.gradientOf();
            if (of.equals("y")) {
                operands.put(operand.name(), arriving);
            } else if (!of.equals("x")) {
                Value weight = value(step.operands(), of);
                Value gradient = program.value("grad." + weight.name(), operand.shape(), Value.Role.TRANSIENT);
                weightGradients.put(weight.name(), gradient);
                operands.put(operand.name(), gradient);
            } else if (input != Node.NETWORK_INPUT) {
                operands.put(
                        operand.name(),
                        program.value("grad." + step.first().name() + ".x", operand.shape(), Value.Role.TRANSIENT));
            }
        }
        boolean isNeeded = step.op().operands(Pass.BACKWARD).stream()
                .anyMatch(operand -> operand.isWritten() && operands.containsKey(operand.name()));
        if (isNeeded) {
            program.step(step.first().name(), step.op(), Pass.BACKWARD, operands);
        }
        if (operands.containsKey("grad.x")) {
            accumulate(input, value(operands, "grad.x"));
        }
    }

    /** Adds a gradient to what has already arrived at a node's output. */
    private void accumulate(int node, Value gradient) {
        if (node == Node.NETWORK_INPUT) {
            return;
        }
        Value before = gradients.get(node);
        if (before == null) {
            gradients.put(node, gradient);
            return;
        }
        String name = "grad." + nodes.get(node).name() + ".y";
        Value sum = program.value(name + ".sum" + sums++, gradient.shape(), Value.Role.TRANSIENT);
        program.step(name, new Add(gradient.shape()), Pass.FORWARD, Map.of("a", before, "b", gradient, "y", sum));
        gradients.put(node, sum);
    }

    private void update(TrainingRules rules) {
        Map<String, Value> shared = new HashMap<>();
        shared.put("rate", program.value("rate", Shape.of(1), Value.Role.INPUT));
        shared.put("runState", runState);
        if (rules.maxNorm() > 0) {
            shared.put("factor", clip(rules.maxNorm()));
        }
        for (WeightSpec spec : trainable()) {
            Op op = rules.update().update(spec);
            Map<String, Value> operands = new HashMap<>();
            for (Operand operand : op.operands(Pass.FORWARD)) {
                operands.put(
                        operand.name(),
                        switch (operand.name()) {
                            case "gradient" -> value(weightGradients, spec.name());
                            case "rate", "runState", "factor" -> value(shared, operand.name());
                            case "parameter" -> value(weights, spec.name());
                            default ->
                                program.value(spec.name() + "." + operand.name(), operand.shape(), Value.Role.STATE);
                        });
            }
            program.step(spec.name(), op, Pass.FORWARD, operands);
        }
    }

    /** The factor of all gradients that shortens them to a norm. */
    private Value clip(float maxNorm) {
        List<Shape> shapes = new ArrayList<>();
        Map<String, Value> operands = new HashMap<>();
        for (WeightSpec spec : trainable()) {
            operands.put(GradientNorm.gradient(shapes.size()), value(weightGradients, spec.name()));
            shapes.add(spec.shape());
        }
        Value factor = program.value("gradientFactor", Shape.of(1), Value.Role.TRANSIENT);
        operands.put("factor", factor);
        program.step("gradientFactor", new GradientNorm(shapes, maxNorm), Pass.FORWARD, operands);
        return factor;
    }

    private List<WeightSpec> trainable() {
        return network.weights().stream()
                .filter(spec -> spec.kind().isTrainable())
                .toList();
    }

    /** Behind all updates, so that a device can make one launch of them all. */
    private void average(float decay) {
        for (WeightSpec spec : network.weights()) {
            Value average = program.value(averageOf(spec.name()), spec.shape(), Value.Role.STATE);
            Op op = new MovingAverage(spec.shape(), decay);
            program.step(
                    spec.name(),
                    op,
                    Pass.FORWARD,
                    Map.of("value", value(weights, spec.name()), "runState", runState, "average", average));
        }
    }

    private static <K> Value value(Map<K, Value> values, K key) {
        Value value = values.get(key);
        if (value == null) {
            throw new IllegalStateException(
                    "Expected a value for " + key + ", received none. Fix: lower nodes in order.");
        }
        return value;
    }
}
