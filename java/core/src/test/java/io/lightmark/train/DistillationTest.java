package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.device.Devices;
import io.lightmark.graph.InferenceLowering;
import io.lightmark.graph.PictureInput;
import io.lightmark.graph.Program;
import io.lightmark.nn.ConvNormAct;
import io.lightmark.nn.CoordinateClassificationHead;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.op.Activation;
import io.lightmark.op.LossFunction;
import io.lightmark.op.Window;
import io.lightmark.picture.Preprocessing;
import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import io.lightmark.testing.TinyNetworks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A student comes to predict what its teacher does, whatever the truth is. */
class DistillationTest {
    private static final Network NETWORK = TinyNetworks.network(5);
    private static final RandomPixels SOURCE = new RandomPixels(8, NETWORK.input(), 10);
    private static final Weights TAUGHT = taught();
    private static final int BATCH = 8;
    private static final TrainingPreset PLAIN = TrainingPreset.DEFAULT
            .withLoss(new Loss.Mean(LossFunction.SQUARED))
            .withSchedule(new Schedule.Constant(1e-2f))
            .withBatch(BATCH)
            .withSteps(60);

    @TempDir
    Path folder;

    /** Random weights whose predictions are as large as landmarks: fresh ones predict next to nothing. */
    private static Weights taught() {
        Map<String, Tensor> weights =
                new LinkedHashMap<>(Initialization.HE.draw(NETWORK, 77).asMap());
        weights.computeIfPresent("fc2.weight", (name, tensor) -> {
            Tensor scaled = Tensor.zeros(tensor.shape());
            for (int i = 0; i < scaled.data().length; i++) {
                scaled.data()[i] = 30 * tensor.data()[i];
            }
            return scaled;
        });
        return Weights.of(NETWORK, weights);
    }

    private static Teacher teacher(Network network, Weights weights, float share) {
        return new Teacher(network, weights, Preprocessing.DEFAULT, share);
    }

    private static TrainingPreset with(Teacher teacher) {
        return PLAIN.withRefinement(Refinement.NONE.withTeacher(teacher));
    }

    private static TrainingResult train(Backend backend, TrainingOptions options, TrainingListener listener) {
        return Trainer.train(backend, NETWORK, SOURCE, Optional.empty(), options, listener);
    }

    /** The mean square of the differences of two networks' predictions on all samples. */
    private static double distance(Backend backend, Weights a, Weights b) {
        float[] first = predictions(backend, a);
        float[] second = predictions(backend, b);
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += Math.pow(first[i] - second[i], 2);
        }
        return sum / first.length;
    }

    private static float[] predictions(Backend backend, Weights weights) {
        InferenceLowering lowering = InferenceLowering.lower(NETWORK, weights, SOURCE.size(), PictureInput.PIXELS);
        Program program = lowering.program();
        try (Plan plan = backend.plan(program)) {
            lowering.weights().forEach((name, tensor) -> plan.write(program.value(name), tensor.data()));
            float[] input = new float[SOURCE.size() * NETWORK.input().length()];
            for (int i = 0; i < SOURCE.size(); i++) {
                float[] pixels = SOURCE.pixels(i);
                System.arraycopy(pixels, 0, input, i * pixels.length, pixels.length);
            }
            plan.write(program.value("input"), input);
            plan.run();
            float[] result = new float[program.value("prediction").shape().length()];
            plan.read(program.value("prediction"), result);
            return result;
        }
    }

    @Test
    void theStudentComesNearItsTeacher() {
        try (Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            Weights fresh = PLAIN.initialization().draw(NETWORK, 5);
            double before = distance(backend, fresh, TAUGHT);
            TrainingPreset taught = with(teacher(NETWORK, TAUGHT, 0.95f));
            Weights alone = train(backend, TrainingOptions.of(PLAIN, 5), TrainingListener.NONE)
                    .weights();
            Weights student = train(backend, TrainingOptions.of(taught, 5), TrainingListener.NONE)
                    .weights();
            double after = distance(backend, student, TAUGHT);
            assertTrue(after < 0.5 * before, "from " + before + " to " + after);
            assertTrue(after < 0.5 * distance(backend, alone, TAUGHT), "nearer than without a teacher: " + after);
        }
    }

    /** At a small rate r, plain descent lowers the loss by r · ‖gradient‖² and moves the weights by r · ‖gradient‖. */
    @Test
    void theGradientIsThatOfBothLossesTogether() {
        TrainingPreset preset = with(teacher(NETWORK, TAUGHT, 0.3f))
                .withOptimizer(new Sgd(0, 0, WeightGroups.MODERN))
                .withSchedule(new Schedule.Constant(1e-4f));
        try (Backend backend = new ReferenceBackend();
                TrainingPlan plan = TrainingPlan.open(backend, NETWORK, SOURCE, TrainingOptions.of(preset, 5))) {
            Weights before = Weights.of(NETWORK, plan.snapshot());
            float first = plan.run(0, 0.02f);
            Weights after = Weights.of(NETWORK, plan.snapshot());
            float second = plan.run(0, 0);
            double moved = 0;
            for (String name : before.asMap().keySet()) {
                if (name.contains("running")) {
                    continue;
                }
                for (int i = 0; i < before.get(name).data().length; i++) {
                    moved += Math.pow(
                            before.get(name).data()[i] - after.get(name).data()[i], 2);
                }
            }
            assertEquals(moved / 0.02, first - second, 0.1 * (first - second), "loss " + first + " to " + second);
        }
    }

    /** A network without dropout, one linear layer: what it predicts before the first step is computed by hand. */
    @ParameterizedTest
    @ValueSource(strings = {Devices.CPU, Devices.CUDA_STAND_IN})
    void theLossIsTheSumOfBothShares(String device) {
        Network linear = LinearNetwork.of(NETWORK.input(), 10);
        Weights own = PLAIN.initialization().draw(linear, 5);
        Weights teachers = Initialization.HE.draw(linear, 6);
        float share = 0.25f;
        double a = 0;
        double b = 0;
        for (int sample = 0; sample < BATCH; sample++) {
            double[] predicted = LinearNetwork.predict(own, SOURCE.pixels(sample));
            double[] taught = LinearNetwork.predict(teachers, SOURCE.pixels(sample));
            float[] truth = SOURCE.target(sample);
            for (int i = 0; i < predicted.length; i++) {
                a += Math.pow(predicted[i] - truth[i], 2) / (BATCH * predicted.length);
                b += Math.pow(predicted[i] - taught[i], 2) / (BATCH * predicted.length);
            }
        }
        TrainingOptions options = TrainingOptions.of(with(teacher(linear, teachers, share)), 5);
        try (Backend backend = Devices.open(device, 1).backend();
                TrainingPlan plan = TrainingPlan.open(backend, linear, SOURCE, options)) {
            double expected = (1 - share) * a + share * b;
            assertTrue(Math.abs(a - b) > 0.1 * a, "the two losses differ: " + a + " and " + b);
            assertEquals(expected, plan.run(0, 0), 1e-5 * expected);
        }
    }

    /** A classifier is trained on logits, its teacher gives coordinates. */
    @Test
    void aClassifierLearnsFromCoordinates() {
        Network classifier = new Network(
                "classifier",
                NETWORK.input(),
                List.of(
                        new ConvNormAct("stem", 8, Window.same(3, 2), ConvNormAct.Norm.DEFAULT, Activation.RELU),
                        new CoordinateClassificationHead("head", 5, 8, 1.25f)));
        TrainingPreset preset = with(teacher(NETWORK, TAUGHT, 0.5f)).withLoss(new Loss.CoordinateClassification(1, 1));
        List<Float> losses = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                losses.add(report.loss());
            }
        };
        try (Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            Trainer.train(backend, classifier, SOURCE, Optional.empty(), TrainingOptions.of(preset, 5), listener);
        }
        assertTrue(losses.get(losses.size() - 1) < 0.8 * losses.get(0), losses.toString());
    }

    @Test
    void aTeacherIsNoPartOfCheckpointsButOfTheRun() {
        TrainingPreset taught = with(teacher(NETWORK, TAUGHT, 0.5f)).withSteps(2);
        List<Path> saved = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void saved(Path checkpoint) {
                saved.add(checkpoint);
            }
        };
        try (Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            train(backend, TrainingOptions.of(taught, 5).withCheckpoints(folder, 1), listener);
        }
        Checkpoint checkpoint = Checkpoint.load(saved.get(0));
        assertFalse(checkpoint.tensors().keySet().stream().anyMatch(name -> name.startsWith("teacher.")));
        assertTrue(checkpoint.run().contains("Teacher[network=tiny, weights="), checkpoint.run());
        Teacher other = teacher(NETWORK, Initialization.HE.draw(NETWORK, 78), 0.5f);
        assertFalse(checkpoint.run().contains(other.toString()), "other weights, another run");
    }

    @Test
    void teachersThatDoNotFitAreRefused() {
        Network larger = new Network("larger", Shape.of(1, 14, 14, 3), List.of(new FullyConnected("fc", 10)));
        Network other = new Network("other", NETWORK.input(), List.of(new FullyConnected("fc", 8)));
        try (Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            for (Network wrong : List.of(larger, other)) {
                TrainingPreset preset = with(teacher(wrong, Initialization.HE.draw(wrong, 1), 0.5f));
                String message = assertThrows(
                                IllegalArgumentException.class,
                                () -> train(backend, TrainingOptions.of(preset, 5), TrainingListener.NONE))
                        .getMessage();
                assertTrue(message.startsWith("Expected a teacher") && message.contains(". Fix: "), message);
            }
        }
        for (Loss loss : List.of(new Loss.MeanDistance(0, 1, PointWeights.EQUAL, 1), new Loss.InterOcularError())) {
            TrainingPreset normalised = PLAIN.withLoss(loss);
            Refinement taught = Refinement.NONE.withTeacher(teacher(NETWORK, TAUGHT, 0.5f));
            String message = assertThrows(IllegalArgumentException.class, () -> normalised.withRefinement(taught))
                    .getMessage();
            assertTrue(message.contains("length would be the teacher's"), message);
        }
        Teacher published = new Teacher(NETWORK, TAUGHT, Preprocessing.PUBLISHED, 0.5f);
        assertThrows(IllegalArgumentException.class, () -> with(published), "another preprocessing");
        assertThrows(IllegalArgumentException.class, () -> teacher(NETWORK, TAUGHT, 1));
        assertThrows(IllegalArgumentException.class, () -> teacher(NETWORK, TAUGHT, 0));
    }
}
