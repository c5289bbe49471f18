package io.lightmark.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.device.Devices;
import io.lightmark.landmark.LandmarkLayout;
import io.lightmark.picture.Frame;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A marker is drawn where a landmark is, the picture is changed, and the marker is found where the landmark went. */
class LandmarksFollowTest {
    private static final int WIDTH = 120;
    private static final int HEIGHT = 100;
    private static final float[] TRUTH = {45.3f, 40, 75.5f, 41.2f, 60.1f, 52.7f, 49, 63.4f, 71.8f, 62.5f};

    /** The size of a marker in pixels, wide enough to be sampled well at any scale that is tested. */
    private static final double SPREAD = 2.5;

    static Stream<Arguments> changes() {
        Augmentation none = Augmentation.NONE;
        return Stream.of(
                Arguments.of("nothing", none),
                Arguments.of("rotation", none.withGeometry(new Geometry(1, 60, 0, 0, 0))),
                Arguments.of("scale", none.withGeometry(new Geometry(1, 0, 0.4, 0, 0))),
                Arguments.of("shift", none.withGeometry(new Geometry(1, 0, 0, 0.12, 0))),
                Arguments.of("flip", none.withGeometry(new Geometry(0, 0, 0, 0, 1))),
                Arguments.of("all geometry", none.withGeometry(new Geometry(0.9, 35, 0.25, 0.1, 0.5))),
                Arguments.of("Gaussian blur", none.withBlur(new Blur(1, new Range(0.01, 0.02), 0, Range.ZERO))),
                Arguments.of("motion blur", none.withBlur(new Blur(0, Range.ZERO, 1, new Range(0.02, 0.06)))),
                Arguments.of("median", none.withMedian(new MedianBlur(1, 2))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aMarkerIsFoundWhereItsLandmarkWent(String name, Augmentation recipe) {
        Mirror mirror = Mirror.of(5);
        long[] keys = Looked.keys(12);
        int found = 0;
        for (int point = 0; point < 5; point++) {
            byte[] picture = marker(TRUTH[2 * point], TRUTH[2 * point + 1]);
            Looked looked = Looked.at(Devices.CPU, picture, WIDTH, TRUTH, recipe, keys);
            for (int k = 0; k < keys.length; k++) {
                boolean flipped = recipe.draw(keys[k]).flip();
                int index = flipped ? mirror.images().get(point) : point;
                float x = looked.targets().get(k)[2 * index];
                float y = looked.targets().get(k)[2 * index + 1];
                if (isWellInside(x, y)) {
                    double[] centre = centre(looked.pixels().get(k));
                    assertEquals(x, centre[0], 0.1, name + ", x of point " + point + ", key " + k);
                    assertEquals(y, centre[1], 0.1, name + ", y of point " + point + ", key " + k);
                    found++;
                }
            }
        }
        assertTrue(found >= 48, name + ": only " + found + " of 60 markers lay inside");
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 51, 68, 70, 98})
    void mirroringTwiceIsNoChange(int points) {
        assertTrue(LandmarkLayout.of(points).isPresent());
        Mirror mirror = Mirror.of(points);
        float[] landmarks = new float[2 * points];
        for (int i = 0; i < landmarks.length; i++) {
            landmarks[i] = i * 0.37f + 3;
        }
        assertArrayEquals(landmarks, mirror.reorder(mirror.reorder(landmarks)), "order of " + points);
        Augmentation.Draw flip =
                Augmentation.NONE.withGeometry(new Geometry(0, 0, 0, 0, 1)).draw(1);
        Frame frame = Frame.box(3, 4, 50, 31);
        assertEquals(frame, flip.apply(flip.apply(frame)), "window of " + points);
    }

    private static boolean isWellInside(float x, float y) {
        double margin = 5 * SPREAD;
        return x > margin && x < WIDTH - margin && y > margin && y < HEIGHT - margin;
    }

    /** A white spot on black whose brightness falls off like a bell. */
    private static byte[] marker(float x, float y) {
        byte[] bgr = new byte[3 * WIDTH * HEIGHT];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            double distance = Math.hypot(i % WIDTH - x, i / WIDTH - y) / SPREAD;
            for (int c = 0; c < 3; c++) {
                bgr[3 * i + c] = (byte) Math.round(250 * Math.exp(-distance * distance / 2));
            }
        }
        return bgr;
    }

    /** The centre of brightness. */
    private static double[] centre(double[] pixels) {
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            double light = pixels[3 * i];
            sum += light;
            x += light * (i % WIDTH);
            y += light * (i / WIDTH);
        }
        return new double[] {x / sum, y / sum};
    }
}
