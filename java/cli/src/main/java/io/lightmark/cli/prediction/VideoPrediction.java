package io.lightmark.cli.prediction;

import io.lightmark.cascade.CascadePredictor;
import io.lightmark.track.FaceTracker;
import io.lightmark.track.Tracked;
import io.lightmark.track.TrackerOptions;
import io.lightmark.vision.draw.Ink;
import io.lightmark.vision.draw.LandmarkPainter;
import io.lightmark.vision.draw.Marks;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.video.VideoFrame;
import io.lightmark.vision.video.VideoSource;
import io.lightmark.vision.video.VideoTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follows one face through a video, frame by frame: a line of CSV each, and a video with the landmarks drawn.
 *
 * @param predictor the model, ready
 * @param options how it is followed
 * @param mostFrames after which it ends
 * @param drawn the video to write, if any
 * @param table where the CSV goes
 */
public record VideoPrediction(
        CascadePredictor predictor, TrackerOptions options, long mostFrames, Optional<Path> drawn, PrintWriter table) {
    /**
     * What became of a video.
     *
     * @param frames read
     * @param begun frames in which the track began, the first included
     * @param seconds that finding the landmarks took, reading and drawing left out
     */
    public record Summary(long frames, long begun, double seconds) {
        /** One line for people. */
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "%,d frames, the track began %,d times, %.2f ms per frame",
                    frames,
                    begun,
                    1000 * seconds / Math.max(1, frames));
        }

        /** Under stable names, for JSON. */
        public Map<String, @Nullable Object> toMap() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("frames", frames);
            map.put("begun", begun);
            map.put("seconds", seconds);
            return map;
        }
    }

    /**
     * Goes through the video to its end.
     *
     * @throws UncheckedIOException when nobody reads the table any more: a camera has no end
     */
    public Summary run(VideoSource source) {
        FaceTracker tracker = new FaceTracker(predictor, options);
        long frames = 0;
        long begun = 0;
        long nanos = 0;
        table.println(heading(predictor.cascade().points()));
        try (Drawing drawing = new Drawing(drawn.map(file -> VideoTarget.create(file, source.framesPerSecond()))
                .orElse(null))) {
            Optional<VideoFrame> next = source.next();
            while (next.isPresent()) {
                VideoFrame frame = next.get();
                long before = System.nanoTime();
                Tracked tracked = tracker.next(frame.picture().pixels(), frame.seconds());
                nanos += System.nanoTime() - before;
                frames++;
                begun += tracked.begun() ? 1 : 0;
                table.println(line(frame, tracked));
                requireReader();
                drawing.add(frame.picture(), tracked);
                next = frames < mostFrames ? source.next() : Optional.empty();
            }
        }
        return new Summary(frames, begun, nanos * 1e-9);
    }

    /** A {@link PrintWriter} tells of its failures only when it is asked. */
    private void requireReader() {
        if (table.checkError()) {
            throw new UncheckedIOException(
                    "Expected an output that takes the table, received an error from it. Fix: let the next program read"
                            + " to the end, or stop with --frames.",
                    new IOException("write failed"));
        }
    }

    private record Drawing(@Nullable VideoTarget target) implements AutoCloseable {
        void add(Picture picture, Tracked tracked) {
            if (target != null) {
                List<Marks> marks =
                        List.of(new Marks(Ink.LEVEL1, tracked.raw()), new Marks(Ink.LEVEL2, tracked.points()));
                target.add(LandmarkPainter.paint(picture, marks, Optional.empty()));
            }
        }

        @Override
        public void close() {
            if (target != null) {
                target.close();
            }
        }
    }

    private static String heading(int points) {
        StringBuilder text = new StringBuilder("frame,seconds,begun");
        for (int p = 1; p <= points; p++) {
            text.append(",x").append(p).append(",y").append(p);
        }
        return text.toString();
    }

    private static String line(VideoFrame frame, Tracked tracked) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%d,%.4f,%b", frame.number(), frame.seconds(), tracked.begun()));
        for (float coordinate : tracked.points()) {
            text.append(',').append(Float.isFinite(coordinate) ? String.format(Locale.ROOT, "%.2f", coordinate) : "");
        }
        return text.toString();
    }
}
