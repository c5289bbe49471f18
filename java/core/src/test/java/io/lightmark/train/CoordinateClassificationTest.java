package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.augment.Augmentation;
import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.data.PictureSet;
import io.lightmark.device.Devices;
import io.lightmark.graph.InferenceLowering;
import io.lightmark.graph.PictureInput;
import io.lightmark.graph.Program;
import io.lightmark.nn.ConvNormAct;
import io.lightmark.nn.CoordinateClassificationHead;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.op.Activation;
import io.lightmark.op.LossFunction;
import io.lightmark.op.Window;
import io.lightmark.picture.ColourShift;
import io.lightmark.picture.Frame;
import io.lightmark.picture.FrameView;
import io.lightmark.picture.PictureFeed;
import io.lightmark.picture.View;
import io.lightmark.tensor.Shape;
import io.lightmark.testing.TinyFaces;
import io.lightmark.testing.TinyNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network with a coordinate-classification head learns generated faces, classified and regressed, and then predicts. */
class CoordinateClassificationTest {
    private static final int PICTURES = 32;
    private static final int BATCH = 8;
    private static final int STEPS = 240;
    private static final int SIDE = 24;

    private static final TrainingPreset PRESET = TrainingPreset.DEFAULT
            .withAugmentation(Augmentation.NONE)
            .withBatch(BATCH)
            .withSteps(STEPS);

    private static Network network() {
        return new Network(
                "tiny head",
                Shape.of(1, SIDE, SIDE, 3),
                List.of(
                        new ConvNormAct("stem", 12, Window.same(5, 2), ConvNormAct.Norm.DEFAULT, Activation.RELU),
                        new ConvNormAct("middle", 24, Window.same(3, 2), ConvNormAct.Norm.DEFAULT, Activation.RELU),
                        new CoordinateClassificationHead("head", 5, 30, 1.25f)));
    }

    static Stream<Loss> losses() {
        return Stream.of(
                new Loss.CoordinateClassification(1.5f, 1),
                new Loss.CoordinateClassification(1, 0),
                new Loss.Mean(LossFunction.SMOOTH_L1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("losses")
    void learns(Loss loss) {
        List<Float> losses = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                losses.add(report.loss());
            }
        };
        try (PictureSet set = TinyFaces.set(PICTURES, 0, 3);
                Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            TrainingPreset preset = PRESET.withLoss(loss);
            PictureSource source = source(set, preset);
            Network network = network();
            double before = error(backend, network, preset.initialization().draw(network, 5), set);
            TrainingResult result =
                    Trainer.train(backend, network, source, Optional.empty(), TrainingOptions.of(preset, 5), listener);
            double after = error(backend, network, result.weights(), set);
            assertTrue(mean(losses, STEPS - 20) < 0.2 * mean(losses, 0), "losses: " + losses);
            assertTrue(after < 0.2 * before, "mean error from " + before + " to " + after);
        }
    }

    @Test
    void otherNetworksAreRefused() {
        TrainingPreset preset = PRESET.withLoss(new Loss.CoordinateClassification(2, 1));
        try (PictureSet set = TinyFaces.set(PICTURES, 0, 3);
                Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            Network network = TinyNetworks.network(5);
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> Trainer.train(
                            backend,
                            network,
                            source(set, preset, network),
                            Optional.empty(),
                            TrainingOptions.of(preset, 5),
                            TrainingListener.NONE));
            assertTrue(refused.getMessage().contains("Fix: use a network with a"), refused.getMessage());
        }
    }

    private static PictureSource source(PictureSet set, TrainingPreset preset) {
        return source(set, preset, network());
    }

    private static PictureSource source(PictureSet set, TrainingPreset preset, Network network) {
        return new PictureSource(
                IntStream.range(0, PICTURES)
                        .mapToObj(i -> new PictureSource.Sample(set, i))
                        .toList(),
                (i, key) -> view(set, i),
                preset.augmentation(),
                preset.preprocessing(),
                network.input(),
                "whole");
    }

    /** Mean distance of the predicted from the true coordinates over all pictures, in units of the network. */
    private static double error(Backend backend, Network network, Weights weights, PictureSet set) {
        PictureInput input = PRESET.preprocessing().input(1 << 20);
        InferenceLowering lowered = InferenceLowering.lower(network, weights, PICTURES, input);
        Program program = lowered.program();
        try (Plan plan = backend.plan(program)) {
            lowered.weights().forEach((name, tensor) -> plan.write(program.value(name), tensor.data()));
            PictureFeed feed = new PictureFeed(
                    plan,
                    network.input().withN(PICTURES),
                    PRESET.preprocessing().normalization());
            float[][] targets = new float[PICTURES][];
            feed.begin();
            for (int i = 0; i < PICTURES; i++) {
                View view = view(set, i);
                targets[i] = view.encode(set.landmarks(i));
                int offset = feed.append(set, i);
                feed.place(i, offset, set.width(i), set.height(i), view.pixels(), ColourShift.NONE);
            }
            plan.run();
            float[] predicted = new float[PICTURES * targets[0].length];
            plan.read(program.value("prediction"), predicted);
            double sum = 0;
            for (int i = 0; i < predicted.length; i++) {
                sum += Math.abs(predicted[i] - targets[i / targets[0].length][i % targets[0].length]);
            }
            return sum / predicted.length;
        }
    }

    private static View view(PictureSet set, int index) {
        return new FrameView(Frame.whole(set.width(index), set.height(index)), View.Quality.GOOD);
    }

    private static double mean(List<Float> losses, int from) {
        return losses.subList(from, from + 20).stream()
                .mapToDouble(Float::doubleValue)
                .average()
                .orElseThrow();
    }
}
