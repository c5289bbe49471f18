package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lightmark.augment.Augmentation;
import io.lightmark.backend.Backend;
import io.lightmark.data.PictureSet;
import io.lightmark.device.Devices;
import io.lightmark.error.TrainingException;
import io.lightmark.models.NetworkCatalogue;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.picture.Frame;
import io.lightmark.picture.FrameView;
import io.lightmark.picture.View;
import io.lightmark.testing.TinyFaces;
import io.lightmark.testing.TinyNetworks;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training that begins with the weights of an older network. */
class StartWeightsTest {
    private static final Network FIVE = TinyNetworks.network(5);
    private static final TrainingPreset STANDING = TrainingPreset.DEFAULT
            .withBatch(2)
            .withSteps(1)
            .withSchedule(new Schedule.Constant(Float.MIN_NORMAL))
            .withOptimizer(new Sgd(0, 0, WeightGroups.MODERN));

    @TempDir
    Path folder;

    @Test
    void whatFitsIsTakenAndTheRestIsDrawn() {
        Weights older = Initialization.CAFFE.draw(TinyNetworks.network(3), 1);
        Weights fresh = Initialization.CAFFE.draw(FIVE, 2);
        Weights begun = fresh.takenFrom(older);
        assertSame(older.get("stem.conv.weight"), begun.get("stem.conv.weight"), "same name and shape");
        assertSame(fresh.get("fc2.weight"), begun.get("fc2.weight"), "another number of landmarks");
        assertArrayEquals(
                fresh.asMap().keySet().toArray(), begun.asMap().keySet().toArray(), "names in the network's order");
    }

    @Test
    void weightsOfAnUnrelatedNetworkAreRefused() {
        Weights fresh = Initialization.CAFFE.draw(FIVE, 2);
        Weights unrelated =
                Initialization.CAFFE.draw(NetworkCatalogue.standard().network("mobilenet-v2@32", 5), 1);
        assertThrows(IllegalArgumentException.class, () -> fresh.takenFrom(unrelated));
    }

    /** With a rate of nothing the weights after a step are those before it. */
    @Test
    void aTrainingBeginsWithThem() {
        Weights older = Initialization.CAFFE.draw(TinyNetworks.network(3), 7);
        TrainingResult result = train(TrainingOptions.of(STANDING, 5).withStart(older));
        assertArrayEquals(
                older.get("fc1.weight").data(),
                result.weights().get("fc1.weight").data(),
                "taken");
        assertArrayEquals(
                Initialization.CAFFE.draw(FIVE, 5).get("fc2.weight").data(),
                result.weights().get("fc2.weight").data(),
                "drawn");
        assertFalse(
                Arrays.equals(
                        older.get("fc1.weight").data(),
                        train(TrainingOptions.of(STANDING, 5))
                                .weights()
                                .get("fc1.weight")
                                .data()),
                "without a start");
    }

    @Test
    void checkpointsOfARunWithAnotherStartAreRefused() {
        Weights older = Initialization.CAFFE.draw(FIVE, 7);
        TrainingOptions options = TrainingOptions.of(STANDING, 5).withCheckpoints(folder, 1);
        train(options.withStart(older));
        assertThrows(TrainingException.class, () -> train(options), "no start");
        assertThrows(
                TrainingException.class,
                () -> train(options.withStart(Initialization.CAFFE.draw(FIVE, 8))),
                "another start");
    }

    private static TrainingResult train(TrainingOptions options) {
        try (PictureSet set = TinyFaces.set(2, 0, 1);
                Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            PictureSource source = new PictureSource(
                    List.of(new PictureSource.Sample(set, 0), new PictureSource.Sample(set, 1)),
                    (i, key) -> new FrameView(Frame.whole(set.width(i), set.height(i)), View.Quality.GOOD),
                    Augmentation.NONE,
                    STANDING.preprocessing(),
                    FIVE.input(),
                    "whole");
            return Trainer.train(
                    backend, FIVE, source, Optional.empty(), options.withProvenance(Map.of()), TrainingListener.NONE);
        }
    }
}
