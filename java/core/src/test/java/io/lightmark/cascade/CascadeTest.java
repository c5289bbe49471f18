package io.lightmark.cascade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.augment.Augmentation;
import io.lightmark.backend.Backend;
import io.lightmark.data.PictureSet;
import io.lightmark.device.Devices;
import io.lightmark.error.ModelFileException;
import io.lightmark.error.TrainingException;
import io.lightmark.models.NetworkCatalogue;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.picture.Pixels;
import io.lightmark.picture.Preprocessing;
import io.lightmark.picture.View;
import io.lightmark.testing.OpenBackends;
import io.lightmark.testing.TinyFaces;
import io.lightmark.testing.TinyNetworks;
import io.lightmark.train.Loss;
import io.lightmark.train.TrainingPreset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CascadeTest {
    private static final int POINTS = 5;

    @TempDir
    Path folder;

    static List<String> backends() {
        return OpenBackends.names();
    }

    private static CascadeOptions options(int steps) {
        return CascadePresets.DEFAULT
                .withNetwork("tiny", TinyNetworks.catalogue())
                .withEach(level ->
                        level.withPreset(TrainingPreset.DEFAULT.withBatch(16)).withSteps(steps))
                .withDiscardThreshold(0.5);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void trainsSavesLoadsAndPredictsTheSame(String device) {
        List<CascadeListener.LevelStart> starts = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        CascadeListener listener = new CascadeListener() {
            @Override
            public void stepped(StepReport report) {
                losses.add((double) report.loss());
            }

            @Override
            public void levelStarted(LevelStart start) {
                starts.add(start);
            }
        };
        boolean slow = device.equals(Devices.REFERENCE);
        int steps = slow ? 40 : 1500;
        int training = slow ? 64 : 500;
        try (PictureSet set = TinyFaces.set(training, 64, 5);
                Backend backend = Devices.open(device, 2).backend()) {
            CascadeOptions options = options(steps)
                    .withEach(level -> level.withPreset(TrainingPreset.DEFAULT
                            .withBatch(16)
                            .withSteps(steps)
                            .withAugmentation(Augmentation.NONE)));
            LandmarkCascade cascade = LandmarkCascade.train(set, options, backend, listener);
            double begin = mean(losses.subList(0, steps / 4));
            double end = mean(losses.subList(steps - steps / 4, steps));
            assertTrue(end < 0.8 * begin, device + ": mean loss from " + begin + " to " + end);
            assertEquals(2, starts.size(), "levels started");
            for (CascadeListener.LevelStart start : starts) {
                assertEquals(training, start.samples() + start.discarded() + start.unusable(), "accounted: " + start);
            }
            Path file = folder.resolve(device + ".safetensors");
            cascade.save(file);
            LandmarkCascade loaded = LandmarkCascade.load(file, TinyNetworks.catalogue());
            assertEquals(cascade.provenance(), loaded.provenance(), "provenance");
            List<Integer> validation =
                    IntStream.range(training, training + 64).boxed().toList();
            try (CascadePredictor first = cascade.predictor(backend, 4);
                    CascadePredictor second = loaded.predictor(backend)) {
                List<Prediction> some = first.predict(set, validation, done -> {});
                List<Prediction> same = second.predict(set, validation, done -> {});
                for (int i = 0; i < some.size(); i++) {
                    assertArrayEquals(some.get(i).points(), same.get(i).points(), 1e-3f, "picture " + i);
                }
                CascadeEvaluation figures =
                        CascadeEvaluation.of(first, set, validation, (done, index, truth, prediction, error) -> {});
                double guess = centreGuess(set, validation);
                double level1 = figures.levels().get(0).byDiagonal().mean();
                double all = figures.cascade().byDiagonal().mean();
                assertEquals(64, figures.read(), "read");
                assertTrue(
                        slow || level1 < 0.5 * guess && all < 0.8 * level1,
                        "guess " + guess + ", level 1 " + level1 + ", cascade " + all);
                Map<?, ?> map = (Map<?, ?>) figures.toMap().get("cascade");
                assertEquals(all, map.get("meanErrorByDiagonal"), "map");
            }
        }
    }

    private static double mean(List<Double> numbers) {
        return numbers.stream().mapToDouble(x -> x).average().orElse(Double.NaN);
    }

    /** What answering the mean arrangement in the middle of every picture would score. */
    private static double centreGuess(PictureSet set, List<Integer> indices) {
        double sum = 0;
        for (int index : indices) {
            float[] truth = set.landmarks(index);
            for (int p = 0; p < POINTS; p++) {
                double x = set.width(index) / 2.0 + 4.5 * (new double[] {-1, 1, 0, -0.8, 0.8})[p];
                double y = set.height(index) / 2.0 + 4.5 * (new double[] {-1, -1, 0, 1, 1})[p];
                sum += Math.hypot(x - truth[2 * p], y - truth[2 * p + 1])
                        / Math.hypot(set.width(index), set.height(index));
            }
        }
        return sum / indices.size() / POINTS;
    }

    @ParameterizedTest
    @MethodSource("backends")
    void batchesOfAnySizeAndPicturesOfAnySizeGiveTheSameAnswers(String device) {
        try (PictureSet set = TinyFaces.set(0, 11, 9);
                Backend backend = Devices.open(device, 1).backend();
                CascadePredictor single = untrained(3).predictor(backend);
                CascadePredictor batched = untrained(3).predictor(backend, 4)) {
            List<Pixels> pictures = new ArrayList<>(IntStream.range(0, 11)
                    .mapToObj(i -> CascadePredictor.picture(set, i))
                    .toList());
            pictures.add(Pixels.of(new byte[3 * 900 * 700], 900, 700));
            pictures.add(Pixels.of(new byte[3], 1, 1));
            List<Prediction> together = batched.predict(pictures);
            assertEquals(pictures.size(), together.size(), "answers");
            for (int i = 0; i < pictures.size(); i++) {
                Prediction alone = single.predict(pictures.get(i));
                assertEquals(3, alone.levels().size(), "levels");
                float limit = 1e-5f * largest(alone.points());
                assertArrayEquals(alone.points(), together.get(i).points(), limit, device + " picture " + i);
            }
        }
    }

    private static float largest(float[] numbers) {
        float largest = 1;
        for (float number : numbers) {
            largest = Math.max(largest, Math.abs(number));
        }
        return largest;
    }

    @ParameterizedTest
    @MethodSource("backends")
    void uselessNetworksGiveFlagsNotExceptions(String device) {
        try (Backend backend = Devices.open(device, 1).backend()) {
            for (float bias : new float[] {Float.NaN, Float.POSITIVE_INFINITY, 1e30f, 0}) {
                LandmarkCascade cascade = answering(bias);
                try (CascadePredictor predictor = cascade.predictor(backend)) {
                    Prediction prediction = predictor.predict(new byte[3 * 40 * 30], 40, 30);
                    String name = device + " answer " + bias;
                    assertFalse(prediction.isSound(), name);
                    assertTrue(prediction.levels().get(1).view().quality() != View.Quality.GOOD, name);
                    assertEquals(
                            Float.isFinite(bias), prediction.levels().get(0).isFinite(), name);
                }
            }
        }
    }

    @Test
    void closingTwiceIsHarmlessAndUseAfterCloseIsRefused() {
        try (Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            CascadePredictor predictor = untrained(2).predictor(backend);
            predictor.predict(new byte[12], 2, 2);
            predictor.close();
            predictor.close();
            assertThrows(IllegalStateException.class, () -> predictor.predict(new byte[12], 2, 2));
        }
    }

    /** Before the first level is trained: a mistake in the last level must not cost the time of those before it. */
    @Test
    void whatALaterLevelWouldRefuseIsRefusedAtOnce() {
        LevelOptions first = options(1).levels().get(0);
        LevelOptions second = options(1).levels().get(1);
        TrainingPreset classes = TrainingPreset.DEFAULT.withLoss(new Loss.CoordinateClassification(2, 1));
        List<LevelOptions> wrong = List.of(
                second.withNetwork("mobilnet-v2@64"),
                second.withCrop(new NoseEyeCrop(40, 36, 4)),
                second.withPreset(classes),
                second.withStart(
                        Initialization.CAFFE.draw(NetworkCatalogue.standard().network("mobilenet-v2@32", 5), 1)));
        List<String> begun = new ArrayList<>();
        CascadeListener listener = new CascadeListener() {
            @Override
            public void levelStarted(LevelStart start) {
                begun.add("level " + start.level());
            }
        };
        try (PictureSet set = TinyFaces.set(8, 2, 2);
                Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            for (LevelOptions level : wrong) {
                CascadeOptions options = options(1).withLevels(List.of(first, level));
                assertThrows(
                        IllegalArgumentException.class,
                        () -> LandmarkCascade.train(set, options, backend, listener),
                        level::toString);
            }
        }
        assertEquals(List.of(), begun, "levels that were begun");
    }

    @Test
    void aResumedCascadeIsTheSameCascade() {
        CascadeOptions options = options(10)
                .withEach(level ->
                        level.withPreset(TrainingPreset.DEFAULT.withBatch(4)).withSteps(10))
                .withDiscardThreshold(10);
        try (PictureSet set = TinyFaces.set(12, 4, 2);
                Backend backend = Devices.open(Devices.CPU, 2).backend()) {
            LandmarkCascade whole = LandmarkCascade.train(
                    set, options.withCheckpoints(folder.resolve("whole")), backend, CascadeListener.NONE);
            for (int death : new int[] {4, 9, 13}) {
                CascadeListener dying = new CascadeListener() {
                    private int steps;

                    @Override
                    public void stepped(StepReport report) {
                        steps++;
                        if (steps == death) {
                            throw new IllegalStateException("dies here");
                        }
                    }
                };
                Path cut = folder.resolve("cut" + death);
                assertThrows(
                        IllegalStateException.class,
                        () -> LandmarkCascade.train(set, options.withCheckpoints(cut), backend, dying));
                LandmarkCascade resumed =
                        LandmarkCascade.train(set, options.withCheckpoints(cut), backend, CascadeListener.NONE);
                assertEquals(whole.provenance(), resumed.provenance(), "provenance, cut at " + death);
                for (int l = 0; l < 2; l++) {
                    Weights expected = whole.levels().get(l).weights();
                    Weights actual = resumed.levels().get(l).weights();
                    expected.asMap()
                            .forEach((name, tensor) -> assertArrayEquals(
                                    tensor.data(), actual.get(name).data(), name + ", cut at " + death));
                }
            }
        }
    }

    @Test
    void aThresholdThatLeavesNothingEndsTheTraining() {
        try (PictureSet set = TinyFaces.set(6, 0, 2);
                Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            CascadeOptions options = options(1).withDiscardThreshold(1e-9);
            assertThrows(
                    TrainingException.class, () -> LandmarkCascade.train(set, options, backend, CascadeListener.NONE));
        }
    }

    @Test
    void damagedAndForeignModelFilesAreRefused() throws java.io.IOException {
        Path file = folder.resolve("model.safetensors");
        untrained(2).save(file);
        byte[] good = Files.readAllBytes(file);
        assertThrows(ModelFileException.class, () -> LandmarkCascade.load(file), "network 'tiny' unknown");
        for (int at = 9; at < good.length; at += 1 + good.length / 60) {
            byte[] bad = good.clone();
            bad[at] ^= 4;
            Files.write(file, bad);
            String name = "bit at " + at + " of " + good.length;
            assertThrows(ModelFileException.class, () -> LandmarkCascade.load(file, TinyNetworks.catalogue()), name);
        }
        for (int length = 0; length < good.length; length += 1 + good.length / 40) {
            Files.write(file, Arrays.copyOf(good, length));
            String name = length + " of " + good.length + " bytes";
            assertThrows(ModelFileException.class, () -> LandmarkCascade.load(file, TinyNetworks.catalogue()), name);
        }
    }

    @Test
    void impossibleCascadesAreRefused() {
        CascadeLevel first = level(new WholePicture(), 0);
        CascadeLevel second = level(NoseEyeCrop.FIVE_POINTS, 0);
        List<CascadeLevel> none = List.of();
        assertThrows(IllegalArgumentException.class, () -> new LandmarkCascade(POINTS, none, Map.of()), "no level");
        assertThrows(
                IllegalArgumentException.class, () -> new LandmarkCascade(POINTS, List.of(second), Map.of()), "blind");
        assertThrows(
                IllegalArgumentException.class, () -> new LandmarkCascade(4, List.of(first), Map.of()), "4 points");
        CascadeLevel beyond = level(new NoseEyeCrop(7, 0, 4), 0);
        assertThrows(
                IllegalArgumentException.class,
                () -> new LandmarkCascade(POINTS, List.of(first, beyond), Map.of()),
                "landmark 7 of 5");
    }

    private static LandmarkCascade untrained(int levels) {
        List<CascadeLevel> list = new ArrayList<>();
        for (int l = 0; l < levels; l++) {
            list.add(level(l == 0 ? new WholePicture() : NoseEyeCrop.FIVE_POINTS, l));
        }
        return new LandmarkCascade(POINTS, list, Map.of("note", "untrained"));
    }

    private static LandmarkCascade answering(float bias) {
        List<CascadeLevel> levels = new ArrayList<>();
        for (CascadeLevel level : untrained(2).levels()) {
            Arrays.fill(level.weights().get("fc2.bias").data(), bias);
            Arrays.fill(level.weights().get("fc2.weight").data(), 0);
            levels.add(level);
        }
        return new LandmarkCascade(POINTS, levels, Map.of());
    }

    private static CascadeLevel level(CropPolicy crop, long seed) {
        Network network = TinyNetworks.network(POINTS);
        return new CascadeLevel(network, Initialization.HE.draw(network, seed), Preprocessing.DEFAULT, crop);
    }
}
