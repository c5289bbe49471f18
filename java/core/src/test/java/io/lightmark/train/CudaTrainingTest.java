package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.augment.Augmentation;
import io.lightmark.backend.Backend;
import io.lightmark.backend.cuda.driver.LiveResources;
import io.lightmark.data.PictureSet;
import io.lightmark.device.Devices;
import io.lightmark.models.NetworkCatalogue;
import io.lightmark.models.NetworkName;
import io.lightmark.nn.ConvNormAct;
import io.lightmark.nn.CoordinateClassificationHead;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.GlobalPooling;
import io.lightmark.nn.InvertedResidual;
import io.lightmark.nn.Network;
import io.lightmark.op.Activation;
import io.lightmark.op.Window;
import io.lightmark.picture.Frame;
import io.lightmark.picture.FrameView;
import io.lightmark.picture.View;
import io.lightmark.tensor.Shape;
import io.lightmark.testing.TinyFaces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Training with the CUDA kernels follows training on the CPU step by step: same data, same order, same random numbers. */
class CudaTrainingTest {
    private static final int PICTURES = 6;
    private static final int BATCH = 4;

    /**
     * Greatest difference of the losses of one step, in parts of the first loss. Both devices round to float32 after
     * every operation, in different orders of summation, and training enlarges the differences from step to step, Adam
     * more than SGD.
     */
    private static final double TOLERANCE = 5e-4;

    static Stream<Arguments> networks() {
        TrainingPreset adam = TrainingPreset.DEFAULT.withAugmentation(Augmentation.NONE);
        TrainingPreset sgd = adam.withOptimizer(new Sgd(0.9f, 1e-4f, WeightGroups.MODERN))
                .withSchedule(new Schedule.Constant(1e-2f));
        TrainingPreset gentle = adam.withSchedule(new Schedule.Constant(1e-3f));
        return Stream.of(
                Arguments.of(NetworkCatalogue.standard().network("cascade48", 5), TrainingPreset.SEED, 6),
                Arguments.of(NetworkName.parse("mobilenet-v3-small-0.25@64").network(5), gentle, 8),
                Arguments.of(NetworkName.parse("base-cnn-0.125@32").network(5), sgd, 6),
                Arguments.of(exciteBlock(), adam, 24),
                Arguments.of(exciteBlock(), sgd, 24),
                Arguments.of(classifying(), sgd.withLoss(new Loss.CoordinateClassification(1.5f, 1)), 24));
    }

    private static Network exciteBlock() {
        return new Network(
                "excite",
                Shape.of(1, 12, 12, 3),
                List.of(
                        new ConvNormAct("stem", 8, Window.same(3, 2), ConvNormAct.Norm.DEFAULT, Activation.HSWISH),
                        new InvertedResidual(
                                "block",
                                24,
                                8,
                                5,
                                1,
                                8,
                                InvertedResidual.ExcitePlace.BEFORE_ACTIVATION,
                                Activation.HSWISH,
                                ConvNormAct.Norm.DEFAULT),
                        new GlobalPooling("pool"),
                        new FullyConnected("fc", 10)));
    }

    private static Network classifying() {
        return new Network(
                "classifying",
                Shape.of(1, 12, 12, 3),
                List.of(
                        new ConvNormAct("stem", 8, Window.same(3, 2), ConvNormAct.Norm.DEFAULT, Activation.RELU),
                        new CoordinateClassificationHead("head", 5, 15, 1.25f)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void lossesFollowTheCpu(Network network, TrainingPreset preset, int steps) {
        List<Float> expected = losses(Devices.CPU, network, preset, steps);
        List<Float> received = losses(Devices.CUDA_STAND_IN, network, preset, steps);
        assertEquals(steps, received.size());
        for (int step = 0; step < steps; step++) {
            double limit = TOLERANCE * expected.get(0);
            assertEquals(expected.get(step), received.get(step), limit, "loss of step " + step + " of " + expected);
        }
        assertTrue(received.get(steps - 1) < 0.9 * received.get(0), "it learns: " + received);
        assertEquals(Map.of(), LiveResources.held(), "all given back");
    }

    private static List<Float> losses(String device, Network network, TrainingPreset preset, int steps) {
        List<Float> losses = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                losses.add(report.loss());
            }
        };
        TrainingPreset chosen = preset.withBatch(BATCH).withSteps(steps);
        try (PictureSet set = TinyFaces.set(PICTURES, 0, 3);
                Backend backend = Devices.open(device, 1).backend()) {
            PictureSource source = new PictureSource(
                    IntStream.range(0, PICTURES)
                            .mapToObj(i -> new PictureSource.Sample(set, i))
                            .toList(),
                    (i, key) -> new FrameView(Frame.whole(set.width(i), set.height(i)), View.Quality.GOOD),
                    chosen.augmentation(),
                    chosen.preprocessing(),
                    network.input(),
                    "whole");
            Trainer.train(backend, network, source, Optional.empty(), TrainingOptions.of(chosen, 5), listener);
        }
        return losses;
    }
}
