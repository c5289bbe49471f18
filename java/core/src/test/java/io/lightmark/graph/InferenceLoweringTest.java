package io.lightmark.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.backend.reference.ReferencePlan;
import io.lightmark.models.Cascade48;
import io.lightmark.models.NetworkName;
import io.lightmark.nn.BatchNormalization;
import io.lightmark.nn.DropoutLayer;
import io.lightmark.nn.Network;
import io.lightmark.nn.Node;
import io.lightmark.nn.PrimitiveLayer;
import io.lightmark.nn.Weights;
import io.lightmark.op.Activation;
import io.lightmark.op.Add;
import io.lightmark.op.BatchNormInference;
import io.lightmark.op.CounterRandom;
import io.lightmark.op.CropResize;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fused, folded program computes what the layers say one by one. */
final class InferenceLoweringTest {
    private static final int BATCH = 2;

    /** Folded weights are rounded to float32: u = 6e-8 per layer, up to 21 layers deep. */
    private static final double LIMIT = 2e-6;

    static Stream<Arguments> networks() {
        Stream<Network> families = Stream.of(
                        "mobilenet-v1-0.125@32",
                        "mobilenet-v2-0.125@32",
                        "mobilenet-v3-large-0.125@32",
                        "mobilenet-v3-small-0.125@32+torchvision",
                        "landmark-small-0.25@32",
                        "base-cnn-0.1@32")
                .map(name -> NetworkName.parse(name).network(2));
        return Stream.of(Networks.all().stream(), Stream.of(Cascade48.network(5)), families)
                .flatMap(Function.identity())
                .map(network -> Arguments.of(network.name(), network));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void equalsTheLayersOneByOne(String name, Network network) {
        Weights weights = Networks.weights(network, 9);
        InferenceLowering lowered = InferenceLowering.lower(network, weights, BATCH, PictureInput.PIXELS);
        double[] expected = predict(plain(network), weights.asMap());
        double[] received = predict(lowered.program(), lowered.weights());
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 1e-3, name + ": largest output " + largest);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], received[i], LIMIT * largest, name + ": prediction[" + i + "]");
        }
    }

    @Test
    void picturesEnterThroughCropResize() {
        Network network = Networks.all().get(0);
        Program program = InferenceLowering.lower(
                        network,
                        Networks.weights(network, 1),
                        BATCH,
                        new PictureInput(5000, false, 4, CropResize.Border.REPLICATE, List.of()))
                .program();
        assertTrue(program.steps().get(0).op() instanceof CropResize);
        for (String input : new String[] {"source", "geometry", "transform", "colour"}) {
            assertEquals(Value.Role.INPUT, program.value(input).role(), input);
        }
        assertEquals(Value.Role.TRANSIENT, program.value("input").role());
    }

    @Test
    void weightsBelongToTheProgram() {
        Network network = Networks.all().get(0);
        InferenceLowering lowered =
                InferenceLowering.lower(network, Networks.weights(network, 1), BATCH, PictureInput.PIXELS);
        for (Value value : lowered.program().values(Value.Role.PARAMETER)) {
            assertEquals(value.shape(), lowered.weights().get(value.name()).shape(), value.name());
        }
        assertEquals(
                lowered.program().values(Value.Role.PARAMETER).size(),
                lowered.weights().size());
    }

    /** One operation per node, nothing fused or folded. */
    private static Program plain(Network network) {
        Program.Builder builder = new Program.Builder();
        Map<Integer, Value> outputs = new HashMap<>();
        outputs.put(Node.NETWORK_INPUT, builder.value("input", network.input().withN(BATCH), Value.Role.INPUT));
        for (Node node : network.nodes()) {
            PrimitiveLayer layer = node.layer().orElse(null);
            Value x = outputs.get(node.inputs().get(0));
            boolean last = node.id() == network.nodes().size() - 1;
            if (layer instanceof DropoutLayer && !last) {
                outputs.put(node.id(), x);
                continue;
            }
            Map<String, Value> operands = new HashMap<>();
            operands.put("x", x);
            operands.put("a", x);
            operands.put("b", outputs.get(node.inputs().get(node.inputs().size() - 1)));
            node.weights()
                    .forEach(spec -> operands.put(
                            spec.operand(), builder.value(spec.name(), spec.shape(), Value.Role.PARAMETER)));
            Op op = operation(layer, node.input().withN(BATCH));
            for (Operand operand : op.operands(Pass.FORWARD)) {
                if (operand.isWritten()) {
                    boolean prediction = last && operand.name().equals("y");
                    operands.put(
                            operand.name(),
                            builder.value(
                                    prediction ? "prediction" : node.name() + ":" + operand.name(),
                                    operand.shape(),
                                    prediction ? Value.Role.OUTPUT : Value.Role.TRANSIENT));
                }
            }
            outputs.put(node.id(), operands.get("y"));
            builder.step(node.name(), op, Pass.FORWARD, operands);
        }
        return builder.build();
    }

    private static Op operation(PrimitiveLayer layer, Shape input) {
        if (layer == null) {
            return new Add(input);
        }
        if (layer instanceof BatchNormalization norm) {
            return new BatchNormInference(input, norm.epsilon(), Activation.IDENTITY);
        }
        return layer instanceof DropoutLayer
                ? new io.lightmark.op.Activate(input, Activation.IDENTITY)
                : layer.trainingOp(input);
    }

    private static double[] predict(Program program, Map<String, Tensor> weights) {
        try (ReferenceBackend backend = new ReferenceBackend();
                ReferencePlan plan = backend.plan(program)) {
            for (Value value : program.values(Value.Role.PARAMETER)) {
                plan.write(value, weights.get(value.name()).data());
            }
            double[] input = plan.values(program.value("input"));
            for (int i = 0; i < input.length; i++) {
                input[i] = CounterRandom.gaussian(4, i);
            }
            plan.runSteps();
            return plan.values(program.value("prediction")).clone();
        }
    }
}
