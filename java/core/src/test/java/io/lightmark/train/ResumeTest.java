package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lightmark.backend.Backend;
import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.data.PictureSet;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.picture.Frame;
import io.lightmark.picture.FrameView;
import io.lightmark.picture.View;
import io.lightmark.testing.TinyFaces;
import io.lightmark.testing.TinyNetworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that dies and is resumed ends with the same bits as one that does not: weights, optimiser state, best score. */
class ResumeTest {
    private static final int STEPS = 9;
    private static final int SAMPLES = 10;
    private static final int BATCH = 4;

    @TempDir
    Path folder;

    /** Stands for the process dying. */
    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static Stream<Arguments> cuts() {
        TrainingPreset adamW = preset(Adam.decoupled(0.01f));
        Map<String, TrainingPreset> presets = new LinkedHashMap<>();
        presets.put("SGD", preset(new Sgd(0.9f, 1e-3f, WeightGroups.CAFFE)));
        presets.put("Adam", preset(Adam.l2(4e-4f, WeightGroups.CAFFE)));
        presets.put("AdamW", adamW);
        presets.put("RMSprop", preset(Rmsprop.of(0.5f, 1e-3f)));
        presets.put("clipped", adamW.withRefinement(Refinement.NONE.withMaxNorm(0.1f)));
        presets.put(
                "averaged steps", adamW.withRefinement(Refinement.NONE.withAveraging(new CheckpointAveraging(3, 2))));
        presets.put("averages", adamW.withRefinement(Refinement.NONE.withAverageDecay(0.6f)));
        return presets.entrySet().stream()
                .flatMap(preset -> Stream.of(List.of(1), List.of(3), List.of(2, 4, 5), List.of(8))
                        .map(steps -> Arguments.of(preset.getKey(), preset.getValue(), steps)));
    }

    @ParameterizedTest(name = "{0} cut after {2}")
    @MethodSource("cuts")
    void aResumedRunEndsWithTheSameBits(String recipe, TrainingPreset preset, List<Integer> deaths) {
        List<Float> wholeLosses = new ArrayList<>();
        TrainingResult whole = train(preset, folder.resolve("whole"), 1, 0, wholeLosses);
        List<Float> losses = new ArrayList<>();
        Path cut = folder.resolve("cut");
        for (int death : deaths) {
            assertThrows(Death.class, () -> train(preset, cut, 1, death, losses), "death after " + death);
            losses.remove(losses.size() - 1);
        }
        TrainingResult resumed = train(preset, cut, 1, 0, losses);
        String name = recipe + " " + deaths;
        assertEquals(wholeLosses, losses, "losses, " + name);
        assertEquals(whole.bestScore(), resumed.bestScore(), "score, " + name);
        assertEquals(whole.bestSteps(), resumed.bestSteps(), "best step, " + name);
        assertSame(bits(whole.weights()), bits(resumed.weights()), name);
        assertSame(state(folder.resolve("whole")), state(cut), "state, " + name);
        assertEquals(top(folder.resolve("whole")), top(cut), "the best steps, " + name);
    }

    @ParameterizedTest(name = "{0} checkpoints damaged")
    @MethodSource("damages")
    void damagedCheckpointsArePassedOverAndTheEndIsTheSame(int damaged) throws IOException {
        TrainingPreset preset = preset(Adam.decoupled(0.01f));
        TrainingResult whole = train(preset, folder.resolve("whole"), 2, 0, new ArrayList<>());
        Path cut = folder.resolve("cut");
        assertThrows(Death.class, () -> train(preset, cut, 2, 7, new ArrayList<>()));
        List<Path> files = checkpoints(cut);
        assertEquals(2, files.size(), "checkpoints kept");
        for (Path file : files.subList(files.size() - damaged, files.size())) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 5] ^= 1;
            Files.write(file, bytes);
        }
        List<Path> skipped = new ArrayList<>();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void skipped(Path checkpoint, String reason) {
                skipped.add(checkpoint);
            }
        };
        TrainingResult resumed = train(preset, cut, 2, listener);
        assertEquals(damaged, skipped.size(), "skipped " + skipped);
        assertSame(bits(whole.weights()), bits(resumed.weights()), damaged + " damaged");
    }

    static IntStream damages() {
        return IntStream.rangeClosed(0, 2);
    }

    private static TrainingPreset preset(Optimizer optimizer) {
        return TrainingPreset.DEFAULT
                .withOptimizer(optimizer)
                .withSchedule(new Schedule.Cosine(5e-3f, 0.2, 0.01))
                .withBatch(BATCH)
                .withSteps(STEPS);
    }

    private static TrainingResult train(
            TrainingPreset preset, Path checkpoints, long every, long death, List<Float> losses) {
        TrainingListener listener = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                losses.add(report.loss());
                if (report.step() == death && death > 0) {
                    throw new Death();
                }
            }
        };
        return train(preset, checkpoints, every, listener);
    }

    private static TrainingResult train(
            TrainingPreset preset, Path checkpoints, long every, TrainingListener listener) {
        Network network = TinyNetworks.network(5);
        try (PictureSet set = TinyFaces.set(SAMPLES, 0, 3);
                Backend backend = new ReferenceBackend()) {
            List<PictureSource.Sample> samples = IntStream.range(0, SAMPLES)
                    .mapToObj(i -> new PictureSource.Sample(set, i))
                    .toList();
            PictureSource source = new PictureSource(
                    samples,
                    (i, key) -> new FrameView(Frame.whole(set.width(i), set.height(i)), View.Quality.GOOD),
                    preset.augmentation(),
                    preset.preprocessing(),
                    network.input(),
                    "whole");
            Validation norm = weights -> -Math.abs(weights.get("fc2.bias").data()[0]);
            TrainingOptions options =
                    TrainingOptions.of(preset, 7).withValidation(2).withCheckpoints(checkpoints, every);
            return Trainer.train(backend, network, source, Optional.of(norm), options, listener);
        }
    }

    private static Map<String, float[]> state(Path checkpoints) {
        List<Path> files;
        try {
            files = checkpoints(checkpoints);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Map<String, float[]> state = new java.util.TreeMap<>();
        Checkpoint.load(files.get(files.size() - 1))
                .tensors()
                .forEach((name, tensor) -> state.put(name, tensor.data()));
        return state;
    }

    private static Map<String, float[]> bits(Weights weights) {
        Map<String, float[]> bits = new java.util.TreeMap<>();
        weights.asMap().forEach((name, tensor) -> bits.put(name, tensor.data()));
        return bits;
    }

    private static void assertSame(Map<String, float[]> expected, Map<String, float[]> actual, String name) {
        assertEquals(expected.keySet(), actual.keySet(), name);
        expected.forEach((key, data) -> assertArrayEquals(data, actual.get(key), key + ", " + name));
    }

    /** The files of the best steps, with the first weights of each. */
    private static Map<String, List<Float>> top(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("top-"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString(), file -> bias(Checkpoint.load(file))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Float> bias(Checkpoint checkpoint) {
        List<Float> bias = new ArrayList<>();
        for (float number : checkpoint.tensors().get("fc2.bias").data()) {
            bias.add(number);
        }
        return bias;
    }

    private static List<Path> checkpoints(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("step-"))
                    .sorted()
                    .toList();
        }
    }
}
