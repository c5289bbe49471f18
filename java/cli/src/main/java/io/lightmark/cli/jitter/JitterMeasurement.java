package io.lightmark.cli.jitter;

import io.lightmark.cascade.CascadePredictor;
import io.lightmark.data.AnnotatedPicture;
import io.lightmark.picture.Pixels;
import io.lightmark.track.FaceTracker;
import io.lightmark.track.Motion;
import io.lightmark.track.Tracked;
import io.lightmark.track.TrackerOptions;
import io.lightmark.vision.synthetic.SyntheticSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Follows generated faces as {@code predict --video} would follow filmed ones, and measures how the landmarks tremble and
 * lag.
 *
 * @param predictor a model of five points, ready
 * @param options how faces are followed
 * @param faces number of faces, each followed still and moving
 * @param frames of each sequence
 * @param framesPerSecond of each sequence
 * @param seed of the first face; the others have the seeds after it
 */
public record JitterMeasurement(
        CascadePredictor predictor, TrackerOptions options, int faces, int frames, double framesPerSecond, long seed) {
    /** Landmarks of generated faces. */
    public static final int POINTS = 5;

    private static final int WIDTH = 178;
    private static final int HEIGHT = 218;

    private record Sequence(Motion raw, Motion smoothed, double eyes, long begun) {}

    /** Measures. */
    public JitterFigures run() {
        List<Sequence> still = follow(false);
        List<Sequence> moving = follow(true);
        return new JitterFigures(
                shares(still),
                shares(moving),
                mean(moving, each -> each.smoothed().framesBehind(each.raw())),
                still.stream().mapToLong(Sequence::begun).sum()
                        + moving.stream().mapToLong(Sequence::begun).sum(),
                2 * faces);
    }

    private List<Sequence> follow(boolean moving) {
        return IntStream.range(0, faces)
                .mapToObj(face -> follow(new SyntheticSequence(seed + face, WIDTH, HEIGHT, framesPerSecond, moving)))
                .toList();
    }

    private Sequence follow(SyntheticSequence sequence) {
        FaceTracker tracker = new FaceTracker(predictor, options);
        List<float[]> truth = new ArrayList<>();
        List<float[]> raw = new ArrayList<>();
        List<float[]> smoothed = new ArrayList<>();
        long begun = 0;
        for (int i = 0; i < frames; i++) {
            AnnotatedPicture frame = sequence.frame(i);
            Tracked tracked = tracker.next(Pixels.of(frame.bgr(), frame.width(), frame.height()), i / framesPerSecond);
            truth.add(frame.landmarks());
            raw.add(tracked.raw());
            smoothed.add(tracked.points());
            begun += tracked.begun() ? 1 : 0;
        }
        float[] first = truth.get(0);
        double eyes = Math.hypot(first[0] - first[2], first[1] - first[3]);
        return new Sequence(new Motion(truth, raw), new Motion(truth, smoothed), eyes, begun);
    }

    private static JitterFigures.Shares shares(List<Sequence> sequences) {
        return new JitterFigures.Shares(
                mean(sequences, each -> each.raw().jitter() / each.eyes()),
                mean(sequences, each -> each.smoothed().jitter() / each.eyes()),
                mean(sequences, each -> each.raw().meanError() / each.eyes()),
                mean(sequences, each -> each.smoothed().meanError() / each.eyes()));
    }

    private static double mean(List<Sequence> sequences, ToDoubleFunction<Sequence> figure) {
        return sequences.stream().mapToDouble(figure).average().orElseThrow();
    }
}
