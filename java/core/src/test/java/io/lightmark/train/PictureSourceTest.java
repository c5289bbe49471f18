package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.augment.Augmentation;
import io.lightmark.backend.Backend;
import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.MemoryPictureSet;
import io.lightmark.data.PictureSet;
import io.lightmark.data.Split;
import io.lightmark.device.Devices;
import io.lightmark.nn.Network;
import io.lightmark.op.CounterRandom;
import io.lightmark.picture.Frame;
import io.lightmark.picture.FrameView;
import io.lightmark.picture.View;
import io.lightmark.tensor.Tensor;
import io.lightmark.testing.TinyNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures that stay in the plan and pictures copied at each step, one of them much larger than the others. */
class PictureSourceTest {
    private static final int SMALL = 3 * 20 * 20;
    private static final int HUGE = 3 * 200 * 200;

    @ParameterizedTest(name = "{0} pictures, batch {1}: the huge one {2} times, small ones {3} times")
    @CsvSource({"10, 1, 1, 0", "10, 2, 2, 0", "10, 4, 2, 2", "10, 11, 2, 9", "10, 12, 3, 9", "3, 7, 3, 4", "1, 4, 4, 0"
    })
    void theBlockHoldsAHugePictureOncePerEpochTouched(int pictures, int batch, int huge, int small) {
        try (PictureSet set = set(pictures)) {
            assertEquals(
                    (long) huge * HUGE + (long) small * SMALL,
                    source(set, 0).input(batch).sourceBytes(),
                    "bytes");
        }
    }

    @Test
    void copiedPicturesTrainLikeOnesThatStay() {
        // 5 pictures in batches of 3: most batches reach from one epoch into the next
        try (PictureSet set = set(5)) {
            List<Tensor> copied = train(set, 0);
            List<Tensor> resident = train(set, Long.MAX_VALUE);
            assertEquals(resident.size(), copied.size(), "tensors");
            for (int i = 0; i < copied.size(); i++) {
                assertArrayEquals(resident.get(i).data(), copied.get(i).data(), "tensor " + i);
            }
        }
    }

    @Test
    void noPicturesAreRefused() {
        for (Augmentation augmentation : List.of(Augmentation.NONE, Augmentation.MODERATE)) {
            String message = assertThrows(IllegalArgumentException.class, () -> source(List.of(), augmentation))
                    .getMessage();
            assertTrue(message.startsWith("Expected at least one picture"), message);
        }
    }

    @Test
    void anotherAugmentationIsAnotherSource() {
        try (PictureSet set = set(2)) {
            List<PictureSource.Sample> samples = List.of(new PictureSource.Sample(set, 0));
            String one = source(samples, Augmentation.MODERATE).fingerprint();
            assertEquals(one, source(samples, Augmentation.MODERATE).fingerprint());
            assertNotEquals(
                    one, source(samples, Augmentation.MODERATE.withoutFlip()).fingerprint());
        }
    }

    private static PictureSource source(List<PictureSource.Sample> samples, Augmentation augmentation) {
        return new PictureSource(
                samples,
                (i, key) -> new FrameView(Frame.square(5, 5, 8), View.Quality.GOOD),
                augmentation,
                TrainingPreset.DEFAULT.preprocessing(),
                TinyNetworks.network(5).input(),
                "whole");
    }

    private static List<Tensor> train(PictureSet set, long residentBytes) {
        TrainingPreset preset = TrainingPreset.DEFAULT.withBatch(3).withSteps(20);
        try (Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            return List.copyOf(Trainer.train(
                            backend,
                            TinyNetworks.network(5),
                            source(set, residentBytes),
                            Optional.empty(),
                            TrainingOptions.of(preset, 3),
                            TrainingListener.NONE)
                    .weights()
                    .asMap()
                    .values());
        }
    }

    private static PictureSource source(PictureSet set, long residentBytes) {
        Network network = TinyNetworks.network(5);
        return new PictureSource(
                IntStream.range(0, set.size())
                        .mapToObj(i -> new PictureSource.Sample(set, i))
                        .toList(),
                (i, key) -> new FrameView(Frame.whole(set.width(i), set.height(i)), View.Quality.GOOD),
                TrainingPreset.DEFAULT.augmentation(),
                TrainingPreset.DEFAULT.preprocessing(),
                network.input(),
                "whole",
                residentBytes);
    }

    private static PictureSet set(int count) {
        List<AnnotatedPicture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int side = i == 0 ? 200 : 20;
            byte[] bgr = new byte[3 * side * side];
            for (int b = 0; b < bgr.length; b++) {
                bgr[b] = (byte) CounterRandom.bits(i, b);
            }
            float[] landmarks = new float[10];
            for (int k = 0; k < landmarks.length; k++) {
                landmarks[k] = CounterRandom.uniform(i, k) * side;
            }
            pictures.add(new AnnotatedPicture("picture" + i, Split.TRAIN, side, side, bgr, landmarks));
        }
        return new MemoryPictureSet(pictures, 5);
    }
}
