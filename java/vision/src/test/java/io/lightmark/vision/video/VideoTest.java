package io.lightmark.vision.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.error.DataException;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.synthetic.SyntheticSequence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Videos written and read again, broken ones, and the generated sequences that jitter is measured on. */
final class VideoTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void framesComeBackInOrder() {
        Path file = folder.resolve("new/grey.avi");
        try (VideoTarget target = VideoTarget.create(file, 20)) {
            for (int i = 0; i < 5; i++) {
                target.add(grey(64, 48, 40 * i));
            }
        }
        try (VideoSource source = VideoSource.open(file)) {
            assertEquals(20, source.framesPerSecond(), 0.01);
            for (int i = 0; i < 5; i++) {
                VideoFrame frame = source.next().orElseThrow();
                assertEquals(i, frame.number());
                assertEquals(i / 20.0, frame.seconds(), 1e-9);
                assertEquals(64, frame.picture().width());
                assertEquals(48, frame.picture().height());
                assertEquals(40 * i, frame.picture().at(30, 20, 1), 4, "grey of frame " + i);
            }
            assertEquals(Optional.empty(), source.next());
            assertEquals(Optional.empty(), source.next(), "the end stays the end");
        }
    }

    @Test
    void brokenAndMissingFilesAreExplained() throws IOException {
        Path broken = Files.write(folder.resolve("broken.avi"), new byte[] {'R', 'I', 'F', 'F', 1, 2, 3});
        for (Path file : new Path[] {broken, folder.resolve("none.avi")}) {
            DataException failure = assertThrows(DataException.class, () -> VideoSource.open(file));
            assertTrue(String.valueOf(failure.getMessage()).contains("Fix:"), failure::toString);
        }
        assertThrows(DataException.class, () -> VideoSource.camera(977));
    }

    @Test
    void aCutVideoEndsEarly() throws IOException {
        Path whole = folder.resolve("whole.avi");
        try (VideoTarget target = VideoTarget.create(whole, 20)) {
            for (int i = 0; i < 8; i++) {
                target.add(grey(320, 240, 20 * i));
            }
        }
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.avi"), Arrays.copyOf(bytes, bytes.length / 2));
        int frames = 0;
        try (VideoSource source = VideoSource.open(cut)) {
            while (source.next().isPresent()) {
                frames++;
            }
        } catch (DataException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains("Fix:"), refused::toString);
        }
        assertTrue(frames < 8, "frames of half a file: " + frames);
    }

    @Test
    void aTargetStaysWholeUntilTheVideoIsComplete() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Path file = Files.write(own.resolve("a.avi"), new byte[] {1, 2, 3});
        try (VideoTarget target = VideoTarget.create(file, 20)) {
            target.add(grey(64, 48, 0));
            assertEquals(3, Files.size(file), "while frames are added");
        }
        try (VideoSource source = VideoSource.open(file)) {
            assertTrue(source.next().isPresent(), "the video is in place");
        }
        VideoTarget.create(own.resolve("none.avi"), 20).close();
        try (Stream<Path> files = Files.list(own)) {
            assertEquals(List.of(file), files.toList(), "nothing is left beside it");
        }
    }

    @Test
    void wrongTargets() {
        assertThrows(IllegalArgumentException.class, () -> VideoTarget.create(folder.resolve("a.mp4"), 20));
        assertThrows(IllegalArgumentException.class, () -> VideoTarget.create(folder.resolve("a.avi"), 0));
        try (VideoTarget target = VideoTarget.create(folder.resolve("b.avi"), 20)) {
            target.add(grey(64, 48, 0));
            assertThrows(IllegalArgumentException.class, () -> target.add(grey(48, 64, 0)));
        }
    }

    @Test
    void aStillFaceDiffersInItsNoiseAlone() {
        SyntheticSequence still = new SyntheticSequence(3, 120, 140, 30, false);
        AnnotatedPicture first = still.frame(0);
        AnnotatedPicture later = still.frame(7);
        assertTrue(Arrays.equals(first.landmarks(), later.landmarks()), "the same truth");
        assertTrue(!Arrays.equals(first.bgr(), later.bgr()), "other noise");
        assertTrue(Arrays.equals(later.bgr(), still.frame(7).bgr()), "the same frame again");
        double sum = 0;
        for (int i = 0; i < first.bgr().length; i++) {
            sum += Math.abs((first.bgr()[i] & 0xff) - (later.bgr()[i] & 0xff));
        }
        double mean = sum / first.bgr().length;
        assertTrue(mean < 12, () -> "mean difference " + mean);
    }

    @Test
    void aMovingFaceMovesSmoothlyAndStaysInThePicture() {
        SyntheticSequence moving = new SyntheticSequence(3, 120, 140, 30, true);
        float[] before = moving.frame(0).landmarks();
        double travelled = 0;
        for (int t = 1; t < 90; t += 4) {
            AnnotatedPicture frame = moving.frame(t);
            for (int i = 0; i < before.length; i++) {
                float coordinate = frame.landmarks()[i];
                int limit = i % 2 == 0 ? frame.width() : frame.height();
                assertTrue(coordinate > 0 && coordinate < limit, () -> "landmark at " + coordinate + " of " + limit);
                assertTrue(Math.abs(coordinate - before[i]) < 16, "four frames' way");
                travelled += Math.abs(coordinate - before[i]);
            }
            before = frame.landmarks();
        }
        assertTrue(travelled > 100, "it moves: " + travelled);
    }

    private static Picture grey(int width, int height, int value) {
        byte[] pixels = new byte[3 * width * height];
        Arrays.fill(pixels, (byte) value);
        return new Picture(width, height, pixels);
    }
}
