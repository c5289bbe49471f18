package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.backend.Backend;
import io.lightmark.data.PictureSet;
import io.lightmark.device.Devices;
import io.lightmark.nn.Network;
import io.lightmark.nn.WeightSpec;
import io.lightmark.nn.Weights;
import io.lightmark.picture.Frame;
import io.lightmark.picture.FrameView;
import io.lightmark.picture.View;
import io.lightmark.testing.TinyFaces;
import io.lightmark.testing.TinyNetworks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Validation and result see the moving averages of all weights, and training itself does not notice them. */
class AveragedTrainingTest {
    private static final Network NETWORK = TinyNetworks.network(5);
    private static final int STEPS = 7;
    private static final float DECAY = 0.3f;
    private static final TrainingPreset PLAIN = TrainingPreset.DEFAULT
            .withSchedule(new Schedule.Constant(1e-2f))
            .withBatch(4)
            .withSteps(STEPS);
    private static final TrainingPreset AVERAGED = PLAIN.withRefinement(Refinement.NONE.withAverageDecay(DECAY));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {Devices.CPU, Devices.CUDA_STAND_IN})
    void resultsAreTheAveragesOfTheWeightsOfAllSteps(String device) {
        List<Map<String, float[]>> steps = new ArrayList<>();
        List<Weights> judged = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void saved(Path checkpoint) {
                steps.add(contents(checkpoint));
            }
        };
        Validation validation = weights -> {
            judged.add(weights);
            return -judged.size();
        };
        TrainingOptions options =
                TrainingOptions.of(AVERAGED, 5).withValidation(1).withCheckpoints(folder, 1);
        TrainingResult result = train(device, options, Optional.of(validation), listener);
        Weights start = AVERAGED.initialization().draw(NETWORK, 5);
        for (WeightSpec spec : NETWORK.weights()) {
            double[] average = doubles(start.get(spec.name()).data());
            for (int step = 0; step < STEPS; step++) {
                double kept = Math.min(DECAY, (1.0 + step) / (10.0 + step));
                float[] value = steps.get(step).get(spec.name());
                for (int i = 0; i < average.length; i++) {
                    average[i] = kept * average[i] + (1 - kept) * value[i];
                }
                String where = spec.name() + " after step " + step;
                assertArrayEquals(
                        average, doubles(judged.get(step).get(spec.name()).data()), 1e-5, where);
            }
            assertArrayEquals(
                    judged.get(STEPS - 1).get(spec.name()).data(),
                    result.weights().get(spec.name()).data(),
                    spec.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Devices.CPU, Devices.CUDA_STAND_IN})
    void averagesDoNotTouchTheTraining(String device) {
        assertEquals(losses(device, PLAIN), losses(device, AVERAGED));
    }

    private static List<Float> losses(String device, TrainingPreset preset) {
        List<Float> losses = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                losses.add(report.loss());
            }
        };
        train(device, TrainingOptions.of(preset, 5), Optional.empty(), listener);
        return losses;
    }

    private static TrainingResult train(
            String device, TrainingOptions options, Optional<Validation> validation, TrainingListener listener) {
        TrainingPreset preset = options.preset();
        try (PictureSet set = TinyFaces.set(6, 0, 1);
                Backend backend = Devices.open(device, 1).backend()) {
            PictureSource source = new PictureSource(
                    IntStream.range(0, 6)
                            .mapToObj(i -> new PictureSource.Sample(set, i))
                            .toList(),
                    (i, key) -> new FrameView(Frame.whole(set.width(i), set.height(i)), View.Quality.GOOD),
                    preset.augmentation(),
                    preset.preprocessing(),
                    NETWORK.input(),
                    "whole");
            return Trainer.train(backend, NETWORK, source, validation, options, listener);
        }
    }

    private static Map<String, float[]> contents(Path checkpoint) {
        Map<String, float[]> contents = new HashMap<>();
        Checkpoint.load(checkpoint).tensors().forEach((name, tensor) -> contents.put(name, tensor.data()));
        return contents;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
