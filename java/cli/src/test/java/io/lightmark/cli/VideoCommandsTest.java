package io.lightmark.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.synthetic.SyntheticFaces;
import io.lightmark.vision.synthetic.SyntheticSequence;
import io.lightmark.vision.video.VideoSource;
import io.lightmark.vision.video.VideoTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A trained cascade follows a face through a video, and its jitter and lag are measured. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VideoCommandsTest {
    private static final int FRAMES = 12;

    @TempDir
    private static Path folder = Path.of("");

    private Path model = Path.of("");
    private Path oneLevel = Path.of("");
    private Path video = Path.of("");

    @BeforeAll
    void trainAndFilm() {
        Path faces = folder.resolve("faces");
        new SyntheticFaces(3, 96, 110).write(faces, 120);
        model = folder.resolve("model.safetensors");
        Outcome train = Outcome.of(
                "train",
                "cascade",
                "--data",
                faces,
                "--out",
                model,
                "--steps",
                "60",
                "--batch",
                "16",
                "--discard",
                "100");
        assertEquals(0, train.code(), train::toString);
        oneLevel = folder.resolve("one-level.safetensors");
        Outcome one = Outcome.of(
                "train",
                "cascade",
                "--data",
                faces,
                "--out",
                oneLevel,
                "--levels",
                "1",
                "--steps",
                "60",
                "--batch",
                "16");
        assertEquals(0, one.code(), one::toString);
        video = folder.resolve("face.avi");
        SyntheticSequence sequence = new SyntheticSequence(5, 178, 218, 30, true);
        try (VideoTarget target = VideoTarget.create(video, 30)) {
            for (int i = 0; i < FRAMES; i++) {
                AnnotatedPicture frame = sequence.frame(i);
                target.add(new Picture(frame.width(), frame.height(), frame.bgr()));
            }
        }
    }

    @Test
    void followsAFaceThroughAVideo() {
        Path drawn = folder.resolve("drawn.avi");
        Path json = folder.resolve("video.json");
        Outcome outcome = Outcome.of(
                "predict", "--model", model, "--video", video, "--draw-video", drawn, "--csv", "--json", json);
        assertEquals(0, outcome.code(), outcome::toString);
        List<String> lines = outcome.out().lines().toList();
        assertEquals("frame,seconds,begun,x1,y1,x2,y2,x3,y3,x4,y4,x5,y5", lines.get(0), outcome::toString);
        assertEquals(1 + FRAMES, lines.size(), outcome::toString);
        assertTrue(lines.get(1).matches("0,0\\.0000,true(,-?\\d+\\.\\d\\d){10}"), outcome::toString);
        assertTrue(lines.get(4).startsWith("3,0.1000,"), outcome::toString);
        Map<String, Object> figures = Outcome.json(json);
        assertEquals(FRAMES, figures.get("frames"), figures::toString);
        assertTrue((Integer) figures.get("begun") >= 1, figures::toString);
        assertTrue(Files.exists(drawn), "the drawn video");
        int frames = 0;
        try (VideoSource source = VideoSource.open(drawn)) {
            while (source.next().isPresent()) {
                frames++;
            }
        }
        assertEquals(FRAMES, frames, "frames drawn");
    }

    @Test
    void videosAreNotReplacedUnasked() throws IOException {
        byte[] filmed = Files.readAllBytes(video);
        Path link = Files.createSymbolicLink(folder.resolve("link.avi"), video);
        for (Path same : List.of(video, link)) {
            Outcome outcome =
                    Outcome.of("predict", "--model", model, "--video", video, "--draw-video", same, "--force");
            assertEquals(2, outcome.code(), outcome::toString);
            assertTrue(outcome.err().contains("another file than --video"), outcome::toString);
        }
        assertArrayEquals(filmed, Files.readAllBytes(video), "the video that was read");
        Path old = Files.write(folder.resolve("old.avi"), new byte[] {1, 2, 3});
        Outcome refused = Outcome.of("predict", "--model", model, "--video", video, "--draw-video", old);
        assertEquals(2, refused.code(), refused::toString);
        assertTrue(refused.err().contains("--force"), refused::toString);
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(old), "what was there");
        Outcome forced = Outcome.of(
                "predict", "--model", model, "--video", video, "--draw-video", old, "--frames", "2", "--force");
        assertEquals(0, forced.code(), forced::toString);
        try (VideoSource source = VideoSource.open(old)) {
            assertTrue(source.next().isPresent(), "a video now");
        }
    }

    @Test
    void stopsWhenNobodyReads() {
        List<Integer> writes = new ArrayList<>();
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                writes.add(value);
                throw new IOException("Broken pipe");
            }
        };
        StringWriter err = new StringWriter();
        PrintWriter out = new PrintWriter(new PrintStream(closed), true, StandardCharsets.UTF_8);
        int code = Lightmark.run(
                out, new PrintWriter(err, true), "predict", "--model", model.toString(), "--video", video.toString());
        assertEquals(1, code, err::toString);
        assertTrue(err.toString().contains("takes the table"), err::toString);
        assertTrue(writes.size() < FRAMES / 2, () -> writes.size() + " attempts to write");
    }

    @Test
    void stopsAfterSomeFrames() {
        Outcome outcome =
                Outcome.of("predict", "--model", model, "--video", video, "--frames", "3", "--smoothing", "none");
        assertEquals(0, outcome.code(), outcome::toString);
        assertEquals(4, outcome.out().lines().count(), outcome::toString);
    }

    @Test
    void smoothingLowersJitterAndLagsLittle() {
        Path json = folder.resolve("jitter.json");
        Outcome outcome = Outcome.of("jitter", "--model", oneLevel, "--faces", "2", "--frames", "40", "--json", json);
        assertEquals(0, outcome.code(), outcome::toString);
        Map<String, Object> figures = Outcome.json(json);
        Map<?, ?> still = (Map<?, ?>) figures.get("still");
        double raw = (Double) still.get("rawJitterByInterOcular");
        double smoothed = (Double) still.get("smoothedJitterByInterOcular");
        assertTrue(raw > 0 && smoothed < 0.7 * raw, () -> raw + " and smoothed " + smoothed);
        double lag = (Double) figures.get("lagFrames");
        assertTrue(lag < 3, () -> "lag of " + lag + " frames");
        assertTrue(outcome.out().contains("lag of smoothing"), outcome::toString);
    }
}
