package io.lightmark.track;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.op.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter against its formula, its guards, and what it is for: less jitter at rest, little lag in motion. */
final class OneEuroFilterTest {
    private static final double FRAME = 1 / 30.0;

    @Test
    void followsTheFormula() {
        OneEuroFilter filter = new OneEuroFilter(new OneEuro(2, 3, 1));
        assertEquals(10, filter.filter(10, FRAME, 5));
        double weightOfSpeed = 1 / (1 + 30 / (2 * Math.PI));
        double speed = weightOfSpeed * (4 * 30 / 5.0);
        double weight = 1 / (1 + 30 / (2 * Math.PI * (2 + 3 * speed)));
        assertEquals(10 + weight * 4, filter.filter(14, FRAME, 5), 1e-12);
    }

    @ParameterizedTest(name = "{0} seconds, size {1}")
    @CsvSource({"0, 1", "-0.1, 1", "NaN, 1"})
    void withoutTimeTheValueStays(double seconds, double scale) {
        OneEuroFilter filter = new OneEuroFilter(OneEuro.DEFAULT);
        filter.filter(1, FRAME, 1);
        double before = filter.filter(2, FRAME, 1);
        assertEquals(before, filter.filter(100, seconds, scale));
        assertTrue(Double.isFinite(filter.filter(2, FRAME, 1)), "goes on");
    }

    @ParameterizedTest(name = "size {0}")
    @ValueSource(doubles = {0, -1, Double.NaN})
    void withoutSizeTheMinimumCutoffHolds(double scale) {
        OneEuroFilter filter = new OneEuroFilter(new OneEuro(2, 3, 1));
        filter.filter(10, FRAME, scale);
        double weight = 1 / (1 + 30 / (2 * Math.PI * 2));
        double first = 10 + weight * 4;
        assertEquals(first, filter.filter(14, FRAME, scale), 1e-12);
        assertEquals(first + weight * (20 - first), filter.filter(20, FRAME, scale), 1e-12);
    }

    @Test
    void whatIsNoNumberPassesAndIsForgotten() {
        OneEuroFilter filter = new OneEuroFilter(OneEuro.DEFAULT);
        filter.filter(1, FRAME, 1);
        assertTrue(Double.isNaN(filter.filter(Double.NaN, FRAME, 1)), "no number stays none");
        assertEquals(7, filter.filter(7, FRAME, 1), "begins anew");
    }

    @Test
    void aLongPauseTrustsTheFreshValue() {
        OneEuroFilter filter = new OneEuroFilter(OneEuro.DEFAULT);
        filter.filter(0, FRAME, 1);
        assertEquals(1, filter.filter(1, 1e6, 1), 1e-6);
    }

    @Test
    void theSizeOfTheFaceDoesNotMatter() {
        LandmarkSmoother near = new LandmarkSmoother(OneEuro.DEFAULT);
        LandmarkSmoother far = new LandmarkSmoother(OneEuro.DEFAULT);
        for (int t = 0; t < 20; t++) {
            float[] face = noisy(t, 0.3f * t);
            float[] twice = new float[face.length];
            for (int i = 0; i < face.length; i++) {
                twice[i] = 2 * face[i];
            }
            float[] small = far.smooth(face, FRAME);
            float[] large = near.smooth(twice, FRAME);
            for (int i = 0; i < small.length; i++) {
                assertEquals(2 * small[i], large[i], 1e-4, "frame " + t);
            }
        }
    }

    @Test
    void lessJitterAtRestAndLittleLagInMotion() {
        Motion[] still = follow(0);
        assertTrue(
                still[1].jitter() < 0.35 * still[0].jitter(),
                () -> "jitter " + still[0].jitter() + " and smoothed " + still[1].jitter());
        Motion[] moving = follow(2);
        double lag = moving[1].framesBehind(moving[0]);
        assertTrue(lag > 0 && lag < 1.5, () -> "lag of " + lag + " frames");
        assertTrue(moving[1].jitter() < moving[0].jitter(), "less jitter in motion, too");
    }

    @Test
    void jitterOfWhiteNoiseIsItsDeviation() {
        List<float[]> truth = new ArrayList<>();
        List<float[]> found = new ArrayList<>();
        for (int t = 0; t < 4000; t++) {
            truth.add(new float[] {t, 5});
            found.add(new float[] {
                (float) (t + 3 + 0.5 * CounterRandom.gaussian(1, t)), (float) (5 + 0.5 * CounterRandom.gaussian(2, t))
            });
        }
        assertEquals(0.5 * Math.sqrt(2), new Motion(truth, found).jitter(), 0.02);
        assertEquals(0, new Motion(truth, truth).jitter());
    }

    @Test
    void lagOfAKnownDelay() {
        List<float[]> truth = new ArrayList<>();
        List<float[]> late = new ArrayList<>();
        for (int t = 0; t < 120; t++) {
            truth.add(new float[] {(float) (100 * Math.sin(t / 20.0)), t});
            late.add(new float[] {(float) (100 * Math.sin((t - 1.5) / 20.0)), t - 1.5f});
        }
        assertEquals(1.5, new Motion(truth, late).framesBehind(new Motion(truth, truth)), 0.02);
        Motion rest = new Motion(List.of(new float[2], new float[2], new float[2]), truth.subList(0, 3));
        assertTrue(Double.isNaN(rest.framesBehind(rest)), "nothing moves");
    }

    @Test
    void wrongUse() {
        assertThrows(IllegalArgumentException.class, () -> new OneEuro(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new OneEuro(1, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new Motion(List.of(), List.of()));
        LandmarkSmoother smoother = new LandmarkSmoother(OneEuro.DEFAULT);
        smoother.smooth(new float[] {1, 2}, FRAME);
        assertThrows(IllegalArgumentException.class, () -> smoother.smooth(new float[] {1, 2, 3, 4}, FRAME));
        assertArrayEquals(new float[] {1, 2}, smoother.smooth(new float[] {9, 9}, 0), "time stands still");
    }

    /** A face of size 60 with noise of half a pixel, as found and as smoothed. */
    private static Motion[] follow(float pixelsPerFrame) {
        LandmarkSmoother smoother = new LandmarkSmoother(OneEuro.DEFAULT);
        List<float[]> truth = new ArrayList<>();
        List<float[]> raw = new ArrayList<>();
        List<float[]> smoothed = new ArrayList<>();
        for (int t = 0; t < 120; t++) {
            float place = pixelsPerFrame * t;
            truth.add(face(place));
            raw.add(noisy(t, place));
            smoothed.add(smoother.smooth(noisy(t, place), FRAME));
        }
        return new Motion[] {new Motion(truth, raw), new Motion(truth, smoothed)};
    }

    private static float[] face(float place) {
        return new float[] {place, 40, place + 60, 40, place + 30, 100};
    }

    private static float[] noisy(int frame, float place) {
        float[] face = face(place);
        for (int i = 0; i < face.length; i++) {
            face[i] += (float) (0.5 * CounterRandom.gaussian(7, 100L * frame + i));
        }
        return face;
    }
}
