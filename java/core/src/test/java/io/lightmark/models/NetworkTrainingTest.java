package io.lightmark.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.device.Devices;
import io.lightmark.graph.InferenceLowering;
import io.lightmark.graph.PictureInput;
import io.lightmark.graph.Program;
import io.lightmark.graph.TrainingLowering;
import io.lightmark.nn.BatchNormalization;
import io.lightmark.nn.DropoutLayer;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.Network;
import io.lightmark.nn.Node;
import io.lightmark.nn.WeightSpec;
import io.lightmark.nn.Weights;
import io.lightmark.op.AdamUpdate;
import io.lightmark.op.CounterRandom;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.LossFunction;
import io.lightmark.op.RunState;
import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A narrow network of every family learns a batch by heart, and predicts outside training what it predicts in it. */
final class NetworkTrainingTest {
    private static final int BATCH = 8;
    private static final int POINTS = 5;
    private static final int STEPS = 60;

    /** Steps without learning after which the running statistics are those of the batch: 0.9^150 = 1e-7. */
    private static final int SETTLING_STEPS = 150;

    /** Rounding to float32 and folding, of predictions about as large as the targets: 1. */
    private static final double LIMIT = 2e-3;

    private static Backend cpu;

    @BeforeAll
    static void open() {
        cpu = Devices.open(Devices.CPU, 1).backend();
    }

    @AfterAll
    static void close() {
        cpu.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "base-cnn-0.25@64",
                "mobilenet-v1-0.25@64",
                "mobilenet-v2-0.25@64",
                "mobilenet-v3-small-0.25@64",
                "mobilenet-v3-large-0.25@64",
                "mobilenet-v3-large-0.25@48+trim1+stride16",
                "landmark-small-0.5@64"
            })
    void learnsABatchAndPredictsTheSameInInference(String name) {
        Network network = withoutDropout(NetworkName.parse(name).network(POINTS));
        Program program = TrainingLowering.lower(
                network,
                BATCH,
                PictureInput.PIXELS,
                shape -> ElementwiseLoss.mean(shape, LossFunction.SQUARED),
                spec -> new AdamUpdate(spec.shape(), 0.9f, 0.999f, 1e-8f, 0, false, 1));
        float[] pictures = gaussian(program.value("input").shape(), 1);
        float[] trained;
        Weights weights;
        try (Plan plan = cpu.plan(program)) {
            Initialization.FAN_OUT
                    .draw(network, 3)
                    .asMap()
                    .forEach((weight, tensor) -> plan.write(program.value(weight), tensor.data()));
            plan.write(program.value("input"), pictures);
            plan.write(program.value("target"), gaussian(program.value("target").shape(), 2));
            double first = steps(plan, 1, 0);
            double last = steps(plan, STEPS, 2e-3f);
            assertTrue(first > 0.5 && Double.isFinite(first), "first loss " + first);
            assertTrue(last < 0.5 * first, "loss from " + first + " to " + last);
            steps(plan, SETTLING_STEPS, 0);
            trained = read(plan, "prediction");
            weights = weights(plan, network);
        }
        InferenceLowering lowered = InferenceLowering.lower(network, weights, BATCH, PictureInput.PIXELS);
        try (Plan plan = cpu.plan(lowered.program())) {
            lowered.weights()
                    .forEach((weight, tensor) -> plan.write(lowered.program().value(weight), tensor.data()));
            plan.write(lowered.program().value("input"), pictures);
            plan.run();
            float[] predicted = read(plan, "prediction");
            for (int i = 0; i < trained.length; i++) {
                assertEquals(trained[i], predicted[i], LIMIT, "prediction[" + i + "]");
            }
        }
    }

    /** Some steps at one rate; returns the last loss. */
    private static double steps(Plan plan, int count, float rate) {
        plan.write(plan.program().value("rate"), new float[] {rate});
        for (int step = 0; step < count; step++) {
            plan.buffer(plan.program().value("runState")).asIntBuffer().put(RunState.of(1, step));
            plan.run();
        }
        return read(plan, "loss")[0];
    }

    /** Training drops what inference keeps; without it both see the same. */
    private static Network withoutDropout(Network network) {
        return new Network(
                network.name(),
                network.input(),
                network.layers().stream()
                        .filter(layer -> !(layer instanceof DropoutLayer))
                        .toList());
    }

    /** The weights after training, with the variances of the batch itself: training keeps those of its population. */
    private static Weights weights(Plan plan, Network network) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            double rows = (double) BATCH * node.input().rows();
            boolean isNorm = node.layer().orElse(null) instanceof BatchNormalization;
            for (WeightSpec spec : node.weights()) {
                float[] data = read(plan, spec.name());
                if (isNorm && spec.kind() == WeightSpec.Kind.RUNNING_VARIANCE) {
                    for (int i = 0; i < data.length; i++) {
                        data[i] = (float) (data[i] * (rows - 1) / rows);
                    }
                }
                tensors.put(spec.name(), new Tensor(spec.shape(), data));
            }
        }
        return Weights.of(network, tensors);
    }

    private static float[] read(Plan plan, String name) {
        float[] data = new float[plan.program().value(name).shape().length()];
        plan.read(plan.program().value(name), data);
        return data;
    }

    private static float[] gaussian(Shape shape, int stream) {
        float[] data = new float[shape.length()];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) CounterRandom.gaussian(stream, i);
        }
        return data;
    }
}
