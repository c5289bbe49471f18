package io.lightmark.track;

import io.lightmark.cascade.CascadeLevel;
import io.lightmark.cascade.CascadePredictor;
import io.lightmark.cascade.CropPolicy;
import io.lightmark.cascade.Prediction;
import io.lightmark.picture.Frame;
import io.lightmark.picture.Pixels;
import io.lightmark.picture.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Follows one face through the frames of a video. The first level, which looks at the whole frame, only begins the track;
 * from then on the second level looks where the landmarks of the frame before put its window, and the others follow.
 *
 * <p>The track is lost, and begun anew in the same frame, when a landmark is no number or leaves the window that it was
 * seen in, when the window misses the frame, or when a check disagrees: every so many frames the whole cascade looks
 * again, and its landmarks must be near. A face that is not there cannot be told: no level says so.
 *
 * <p>A model of one level looks at the whole frame every time, as it was trained to, unless it is told to follow.
 */
public final class FaceTracker {
    private final CascadePredictor predictor;
    private final TrackerOptions options;
    private final List<Follower> followers;
    private final Optional<LandmarkSmoother> smoother;
    private float @Nullable [] last;
    private double lastSeconds;
    private int sinceCheck;

    /** A level that looks where the landmarks before put its window. */
    private record Follower(int level, CropPolicy crop) {}

    public FaceTracker(CascadePredictor predictor, TrackerOptions options) {
        this.predictor = predictor;
        this.options = options;
        this.followers = followers(predictor.cascade().levels(), options);
        this.smoother = options.smoothing().map(LandmarkSmoother::new);
    }

    /**
     * The landmarks of the next frame.
     *
     * @param seconds when it was taken; where time does not go on, the smoothed landmarks stay
     */
    public Tracked next(Pixels frame, double seconds) {
        float[] before = last;
        Optional<Prediction> followed =
                before == null || followers.isEmpty() ? Optional.empty() : follow(frame, before);
        boolean begun = before == null || (!followers.isEmpty() && followed.isEmpty());
        Prediction prediction = followed.orElseGet(() -> predictor.predict(frame));
        if (begun) {
            sinceCheck = 0;
            smoother.ifPresent(LandmarkSmoother::reset);
        }
        float[] raw = prediction.points();
        double passed = seconds - lastSeconds;
        float[] points = smoother.map(each -> each.smooth(raw, passed)).orElse(raw);
        last = isFinite(raw) ? raw : null;
        lastSeconds = seconds;
        return new Tracked(prediction, points, begun);
    }

    /** What the levels that follow say; empty when the track is lost. */
    private Optional<Prediction> follow(Pixels frame, float[] before) {
        List<Prediction.Level> levels = new ArrayList<>();
        float[] points = before;
        for (Follower follower : followers) {
            View view = follower.crop().view(points, frame.width(), frame.height());
            Prediction.Level level = predictor.predictLevel(follower.level(), frame, view);
            if (view.quality() != View.Quality.GOOD || !isInside(view.pixels(), level.points())) {
                return Optional.empty();
            }
            levels.add(level);
            points = level.points();
        }
        Prediction prediction = new Prediction(levels);
        return isConfirmed(frame, prediction) ? Optional.of(prediction) : Optional.empty();
    }

    /** Whether the whole cascade agrees; it is asked every so many frames only. */
    private boolean isConfirmed(Pixels frame, Prediction followed) {
        sinceCheck++;
        if (options.checkEvery() == 0 || sinceCheck < options.checkEvery()) {
            return true;
        }
        sinceCheck = 0;
        Frame window = followed.levels().get(0).view().pixels();
        double side = window.diagonal() / Math.sqrt(2);
        return meanDistance(followed.points(), predictor.predict(frame).points()) <= options.tolerance() * side;
    }

    private static List<Follower> followers(List<CascadeLevel> levels, TrackerOptions options) {
        if (levels.size() == 1) {
            return options.follow().map(crop -> List.of(new Follower(0, crop))).orElse(List.of());
        }
        return IntStream.range(1, levels.size())
                .mapToObj(l -> new Follower(l, levels.get(l).crop()))
                .toList();
    }

    private static boolean isInside(Frame window, float[] points) {
        for (float coordinate : window.toNetwork(points)) {
            if (!(Math.abs(coordinate) <= 1)) {
                return false;
            }
        }
        return true;
    }

    private static double meanDistance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i += 2) {
            sum += Math.hypot((double) one[i] - other[i], (double) one[i + 1] - other[i + 1]);
        }
        int points = one.length / 2;
        return sum / points;
    }

    private static boolean isFinite(float[] points) {
        for (float coordinate : points) {
            if (!Float.isFinite(coordinate)) {
                return false;
            }
        }
        return true;
    }
}
