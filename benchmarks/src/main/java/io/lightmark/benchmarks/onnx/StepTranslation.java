package io.lightmark.benchmarks.onnx;

import io.lightmark.graph.Program;
import io.lightmark.graph.Step;
import io.lightmark.op.Activate;
import io.lightmark.op.Activation;
import io.lightmark.op.Add;
import io.lightmark.op.BatchNormInference;
import io.lightmark.op.Conv2d;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.GlobalAveragePool;
import io.lightmark.op.Linear;
import io.lightmark.op.MaxPool;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.SqueezeExcite;
import io.lightmark.op.Window;
import io.lightmark.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates the steps of a lowered network into ONNX nodes. An array keeps its name; a map that is [n,h,w,c] in the
 * program is [n,c,h,w] in the graph.
 */
final class StepTranslation {
    private final OnnxGraph graph;
    private final Program program;
    private final Map<String, Tensor> weights;

    StepTranslation(OnnxGraph graph, Program program, Map<String, Tensor> weights) {
        this.graph = graph;
        this.program = program;
        this.weights = weights;
    }

    /** Adds the nodes of one step. */
    void translate(Step step) {
        Map<String, String> names = names(step);
        String y = name(names, "y");
        Op op = step.op();
        if (op instanceof Conv2d conv) {
            convolution(conv, names, y);
        } else if (op instanceof DepthwiseConv2d depthwise) {
            OnnxGraph.Attributes attributes = window(depthwise.window())
                    .integer("group", depthwise.input().c());
            String weight = graph.weight(name(names, "weight"), WeightOrder.depthwise(tensor(names, "weight")));
            String sum = beforeActivation(y, depthwise.activation());
            graph.node("Conv", withBias(depthwise.bias(), name(names, "x"), weight, names), sum, attributes);
            activate(depthwise.activation(), sum, y);
        } else if (op instanceof Linear linear) {
            linear(linear, names, y);
        } else if (op instanceof BatchNormInference norm) {
            normalisation(norm, names, y);
        } else if (op instanceof SqueezeExcite) {
            squeezeExcite(names, y);
        } else if (op instanceof MaxPool pool) {
            graph.node("MaxPool", List.of(name(names, "x")), y, window(pool.window()));
        } else if (op instanceof GlobalAveragePool) {
            graph.node("GlobalAveragePool", List.of(name(names, "x")), y);
        } else if (op instanceof Add) {
            graph.node("Add", List.of(name(names, "a"), name(names, "b")), y);
        } else if (op instanceof Activate activate) {
            activate(activate.activation(), name(names, "x"), y);
        } else {
            throw new IllegalArgumentException("Expected an operation of an inference program, received "
                    + op.describe() + ". Fix: export a network of layers whose input is ready-made pixels.");
        }
    }

    private void convolution(Conv2d conv, Map<String, String> names, String y) {
        String weight = graph.weight(name(names, "weight"), WeightOrder.convolution(tensor(names, "weight")));
        String activated = conv.residual() ? y + ".body" : y;
        String sum = beforeActivation(activated, conv.activation());
        graph.node("Conv", withBias(conv.bias(), name(names, "x"), weight, names), sum, window(conv.window()));
        activate(conv.activation(), sum, activated);
        if (conv.residual()) {
            graph.node("Add", List.of(activated, name(names, "residual")), y);
        }
    }

    private void linear(Linear linear, Map<String, String> names, String y) {
        String flat = name(names, "x");
        if (linear.input().rank() > 2) {
            flat = graph.node("Flatten", List.of(flat), y + ".flat", new OnnxGraph.Attributes().integer("axis", 1));
        }
        String weight =
                graph.weight(name(names, "weight"), WeightOrder.behindFlatten(tensor(names, "weight"), linear.input()));
        String sum = beforeActivation(y, linear.activation());
        graph.node("Gemm", withBias(linear.bias(), flat, weight, names), sum);
        activate(linear.activation(), sum, y);
    }

    private void normalisation(BatchNormInference norm, Map<String, String> names, String y) {
        String sum = beforeActivation(y, norm.activation());
        List<String> inputs = List.of(
                name(names, "x"),
                vector(names, "gamma"),
                vector(names, "beta"),
                vector(names, "runningMean"),
                vector(names, "runningVar"));
        graph.node("BatchNormalization", inputs, sum, new OnnxGraph.Attributes().number("epsilon", norm.epsilon()));
        activate(norm.activation(), sum, y);
    }

    private void squeezeExcite(Map<String, String> names, String y) {
        String x = name(names, "x");
        String weight1 = graph.weight(name(names, "weight1"), WeightOrder.onOnePixel(tensor(names, "weight1")));
        String weight2 = graph.weight(name(names, "weight2"), WeightOrder.onOnePixel(tensor(names, "weight2")));
        String pooled = graph.node("GlobalAveragePool", List.of(x), name(names, "pooled"));
        String hidden = graph.node("Conv", List.of(pooled, weight1, vector(names, "bias1")), name(names, "hidden"));
        String rectified = graph.node("Relu", List.of(hidden), name(names, "hidden") + ".relu");
        String excite = graph.node("Conv", List.of(rectified, weight2, vector(names, "bias2")), name(names, "excite"));
        String gate = y + ".gate";
        activate(Activation.HSIGMOID, excite, gate);
        graph.node("Mul", List.of(x, gate), y);
    }

    /** Adds the nodes of {@code y = activation(x)}; none for the identity, whose result already carries the name. */
    private void activate(Activation activation, String x, String y) {
        switch (activation) {
            case IDENTITY -> {
                if (!x.equals(y)) {
                    graph.node("Identity", List.of(x), y);
                }
            }
            case RELU -> graph.node("Relu", List.of(x), y);
            case RELU6 -> graph.node("Clip", List.of(x, graph.scalar(y + ".min", 0), graph.scalar(y + ".max", 6)), y);
            case HSIGMOID -> hardSigmoid(x, y);
            case HSWISH -> graph.node("Mul", List.of(x, hardSigmoid(x, y + ".hsigmoid")), y);
        }
    }

    private String hardSigmoid(String x, String y) {
        OnnxGraph.Attributes line =
                new OnnxGraph.Attributes().number("alpha", 1f / 6).number("beta", 0.5f);
        return graph.node("HardSigmoid", List.of(x), y, line);
    }

    private static String beforeActivation(String y, Activation activation) {
        return activation == Activation.IDENTITY ? y : y + ".linear";
    }

    private static OnnxGraph.Attributes window(Window window) {
        int k = window.kernel();
        int s = window.stride();
        int p = window.padding();
        return new OnnxGraph.Attributes()
                .ints("kernel_shape", k, k)
                .ints("strides", s, s)
                .ints("pads", p, p, p, p);
    }

    private List<String> withBias(boolean bias, String x, String weight, Map<String, String> names) {
        return bias ? List.of(x, weight, vector(names, "bias")) : List.of(x, weight);
    }

    private String vector(Map<String, String> names, String operand) {
        return graph.weight(name(names, operand), tensor(names, operand));
    }

    private Map<String, String> names(Step step) {
        List<Operand> operands = step.op().operands(step.pass());
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            int id = step.values().get(i);
            if (id != Step.OMITTED) {
                names.put(operands.get(i).name(), program.values().get(id).name());
            }
        }
        return names;
    }

    private static String name(Map<String, String> names, String operand) {
        String name = names.get(operand);
        if (name == null) {
            throw new IllegalStateException("Expected an operand '" + operand + "', received only " + names.keySet()
                    + ". Fix: translate steps of inference programs.");
        }
        return name;
    }

    private Tensor tensor(Map<String, String> names, String operand) {
        Tensor tensor = weights.get(name(names, operand));
        if (tensor == null) {
            throw new IllegalStateException("Expected the contents of weight '" + name(names, operand)
                    + "', received none. Fix: pass the weights that the lowering returned.");
        }
        return tensor;
    }
}
