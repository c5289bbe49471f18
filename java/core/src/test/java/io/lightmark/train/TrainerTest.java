package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Backend;
import io.lightmark.data.PictureSet;
import io.lightmark.device.Devices;
import io.lightmark.error.TrainingException;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a training ends when it cannot go on, and what it leaves in its folder. */
class TrainerTest {
    private static final TrainingPreset PRESET =
            TrainingPreset.DEFAULT.withBatch(4).withSteps(8);

    @TempDir
    Path folder;

    @Test
    void aLossThatIsNotFiniteEndsTheRunAndIsNeverSaved() throws IOException {
        TrainingPreset wild = PRESET.withOptimizer(new Sgd(0.9f, 0, WeightGroups.MODERN))
                .withSchedule(new Schedule.Constant(1e30f))
                .withLoss(new Loss.Euclidean(100));
        TrainingException e =
                assertThrows(TrainingException.class, () -> train(wild, 1, options(wild, 1), TrainingListener.NONE));
        assertTrue(e.getMessage().contains("Fix: use a lower learning rate"), e.getMessage());
        for (Path file : files()) {
            if (file.toString().endsWith(".safetensors")) {
                Checkpoint.load(file).tensors().forEach((name, tensor) -> {
                    for (float number : tensor.data()) {
                        assertTrue(Float.isFinite(number), name + " in " + file);
                    }
                });
            }
        }
    }

    @Test
    void theFolderKeepsTheLastTwoAndTheBest() throws IOException {
        train(PRESET, 1, options(PRESET, 1), TrainingListener.NONE);
        assertEquals(
                List.of(
                        "best.safetensors",
                        "step-000000000007.safetensors",
                        "step-000000000008.safetensors",
                        "training.lock"),
                names());
    }

    @Test
    void twoTrainingsCannotShareAFolder() {
        List<TrainingException> refused = new ArrayList<>();
        TrainingListener intruder = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                if (report.step() == 0) {
                    refused.add(assertThrows(
                            TrainingException.class,
                            () -> train(PRESET, 1, options(PRESET, 1), TrainingListener.NONE)));
                }
            }
        };
        train(PRESET, 1, options(PRESET, 1), intruder);
        assertEquals(1, refused.size(), "refusals");
        assertTrue(
                refused.get(0).getMessage().contains("another training"),
                refused.get(0).getMessage());
    }

    @Test
    void checkpointsOfAnotherRunAreRefused() {
        train(PRESET, 1, options(PRESET, 4), TrainingListener.NONE);
        TrainingPreset other = PRESET.withSchedule(new Schedule.Constant(1e-3f));
        assertThrows(
                TrainingException.class, () -> train(other, 1, options(other, 4), TrainingListener.NONE), "schedule");
        assertThrows(
                TrainingException.class, () -> train(PRESET, 2, options(PRESET, 4), TrainingListener.NONE), "data");
        TrainingOptions rarer = options(PRESET, 4).withValidation(2);
        assertThrows(TrainingException.class, () -> train(PRESET, 1, rarer, TrainingListener.NONE), "validations");
        Optional<Validation> judge = Optional.of(new Validation() {
            @Override
            public double score(Weights weights) {
                return 1;
            }

            @Override
            public String fingerprint() {
                return "other pictures";
            }
        });
        assertThrows(
                TrainingException.class,
                () -> train(PRESET, 1, options(PRESET, 4), TrainingListener.NONE, judge),
                "validation pictures");
    }

    @Test
    void anInterruptSavesAndTheRunGoesOnFromThere() {
        TrainingListener interrupting = new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                if (report.step() == 2) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        assertThrows(TrainingException.class, () -> train(PRESET, 1, options(PRESET, 8), interrupting));
        assertTrue(Thread.interrupted(), "the interrupt is passed on");
        List<Long> starts = new ArrayList<>();
        TrainingListener noting = new TrainingListener() {
            @Override
            public void started(long step, long steps) {
                starts.add(step);
            }
        };
        train(PRESET, 1, options(PRESET, 8), noting);
        assertEquals(List.of(3L), starts, "goes on after the third step");
    }

    @Test
    void anInterruptDuringValidationSavesToo() throws IOException {
        Validation interrupting = weights -> {
            Thread.currentThread().interrupt();
            return 1;
        };
        TrainingOptions options = options(PRESET, 8).withValidation(3);
        assertThrows(
                TrainingException.class,
                () -> train(PRESET, 1, options, TrainingListener.NONE, Optional.of(interrupting)));
        assertTrue(Thread.interrupted(), "the interrupt is passed on");
        assertEquals(List.of("best.safetensors", "step-000000000003.safetensors", "training.lock"), names());
    }

    @Test
    void checkpointsAfterADamagedNewestOneAreKept() throws IOException {
        train(PRESET, 1, options(PRESET, 1), TrainingListener.NONE);
        Path seven = folder.resolve("step-000000000007.safetensors");
        Path eight = folder.resolve("step-000000000008.safetensors");
        Files.write(seven, new byte[10]);
        Files.write(eight, new byte[10]);
        try (CheckpointFolder open = CheckpointFolder.open(folder, TrainingListener.NONE)) {
            assertTrue(open.newest().isEmpty(), "both are damaged");
            for (long step : new long[] {3, 4, 5}) {
                open.save(new Checkpoint("run", step, 0, 1, Map.of(), Map.of()));
                assertEquals(step, open.newest().orElseThrow().steps(), "newest after a save");
            }
            open.save(new Checkpoint("run", 9, 0, 1, Map.of(), Map.of()));
        }
        assertEquals(
                List.of(
                        "best.safetensors",
                        "step-000000000005.safetensors",
                        "step-000000000007.safetensors",
                        "step-000000000008.safetensors",
                        "step-000000000009.safetensors",
                        "training.lock"),
                names());
    }

    @Test
    void withoutValidationTheLastWeightsAreTheResult() {
        TrainingResult result = train(PRESET, 1, TrainingOptions.of(PRESET, 5), TrainingListener.NONE);
        assertFalse(result.bestScore().isPresent(), "score");
        assertEquals(8, result.bestSteps(), "steps");
    }

    private TrainingOptions options(TrainingPreset preset, long every) {
        return TrainingOptions.of(preset, 5).withCheckpoints(folder, every);
    }

    private static TrainingResult train(
            TrainingPreset preset, long data, TrainingOptions options, TrainingListener listener) {
        Optional<Validation> validation =
                options.checkpoints().isPresent() ? Optional.of(weights -> 1.0) : Optional.empty();
        return train(preset, data, options, listener, validation);
    }

    private static TrainingResult train(
            TrainingPreset preset,
            long data,
            TrainingOptions options,
            TrainingListener listener,
            Optional<Validation> validation) {
        Network network = TinyNetworks.network(5);
        try (PictureSet set = TinyFaces.set(6, 0, data);
                Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            PictureSource source = new PictureSource(
                    IntStream.range(0, 6)
                            .mapToObj(i -> new PictureSource.Sample(set, i))
                            .toList(),
                    (i, key) -> new FrameView(Frame.whole(set.width(i), set.height(i)), View.Quality.GOOD),
                    preset.augmentation(),
                    preset.preprocessing(),
                    network.input(),
                    "whole");
            return Trainer.train(backend, network, source, validation, options, listener);
        }
    }

    private List<String> names() throws IOException {
        return files().stream().map(file -> file.getFileName().toString()).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
