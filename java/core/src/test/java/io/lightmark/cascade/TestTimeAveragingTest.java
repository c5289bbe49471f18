package io.lightmark.cascade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lightmark.backend.Backend;
import io.lightmark.device.Devices;
import io.lightmark.landmark.LandmarkLayout;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.Network;
import io.lightmark.picture.Pixels;
import io.lightmark.picture.Preprocessing;
import io.lightmark.testing.OpenBackends;
import io.lightmark.testing.TinyFaces;
import io.lightmark.testing.TinyNetworks;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Averaged predictions against those of pictures that were really mirrored and moved, pixel by pixel. */
class TestTimeAveragingTest {
    private static final int POINTS = 5;
    private static final float TOLERANCE = 2e-3f;

    static List<String> backends() {
        return OpenBackends.names();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aFlipIsTheMeanWithTheMirroredPicture(String device) {
        try (Backend backend = Devices.open(device, 1).backend();
                CascadePredictor plain = cascade().predictor(backend);
                CascadePredictor flipping =
                        CascadePredictor.open(cascade(), backend, 3, new TestTimeAveraging(true, 0))) {
            List<Pixels> pictures = pictures();
            List<Prediction> averaged = flipping.predict(pictures);
            for (int i = 0; i < pictures.size(); i++) {
                Pixels picture = pictures.get(i);
                int last = picture.width() - 1;
                float[] straight = plain.predict(picture).points();
                float[] mirrored =
                        plain.predict(columns(picture, x -> last - x)).points();
                List<Integer> mirror = LandmarkLayout.of(POINTS).orElseThrow().mirrored();
                float[] expected = new float[2 * POINTS];
                for (int p = 0; p < POINTS; p++) {
                    int q = mirror.get(p);
                    expected[2 * p] = (straight[2 * p] + last - mirrored[2 * q]) / 2;
                    expected[2 * p + 1] = (straight[2 * p + 1] + mirrored[2 * q + 1]) / 2;
                }
                assertArrayEquals(expected, averaged.get(i).points(), TOLERANCE, device + ", picture " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void aShiftIsTheMeanOverMovedPictures(String device) {
        int side = 40;
        int pixels = 4;
        byte[] bgr = new byte[3 * side * side];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) (i * 31 + i / 7 * 13);
        }
        try (Backend backend = Devices.open(device, 1).backend();
                CascadePredictor plain = cascade().predictor(backend);
                CascadePredictor shifting = CascadePredictor.open(
                        cascade(), backend, 1, new TestTimeAveraging(false, (double) pixels / side))) {
            Pixels picture = Pixels.of(bgr, side, side);
            double[] sums = new double[2 * POINTS];
            for (int dy = -pixels; dy <= pixels; dy += pixels) {
                for (int dx = -pixels; dx <= pixels; dx += pixels) {
                    int right = dx;
                    int down = dy;
                    Pixels moved = rows(columns(picture, x -> within(x + right, side)), y -> within(y + down, side));
                    float[] points = plain.predict(moved).points();
                    for (int i = 0; i < points.length; i++) {
                        sums[i] += (points[i] + (i % 2 == 0 ? dx : dy)) / 9;
                    }
                }
            }
            float[] actual = shifting.predict(picture).points();
            for (int i = 0; i < sums.length; i++) {
                assertEquals(sums[i], actual[i], TOLERANCE, device + ", coordinate " + i);
            }
        }
    }

    @Test
    void oneLookChangesNoBit() {
        try (Backend backend = Devices.open(Devices.CPU, 1).backend();
                CascadePredictor plain = cascade().predictor(backend);
                CascadePredictor none = CascadePredictor.open(cascade(), backend, 1, TestTimeAveraging.NONE)) {
            for (Pixels picture : pictures()) {
                assertArrayEquals(
                        plain.predict(picture).points(), none.predict(picture).points(), 0, "the same predictor");
            }
        }
    }

    @Test
    void whatCannotBeAveragedIsRefused() {
        TestTimeAveraging flip = new TestTimeAveraging(true, 0);
        Network seven = TinyNetworks.network(7);
        LandmarkCascade unknown = new LandmarkCascade(7, List.of(level(seven, new WholePicture())), Map.of());
        LandmarkCascade published =
                new LandmarkCascade(POINTS, List.of(level(TinyNetworks.network(POINTS), new CompatWhole())), Map.of());
        try (Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            for (LandmarkCascade cascade : List.of(unknown, published)) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> CascadePredictor.open(cascade, backend, 1, flip).close());
            }
        }
        assertThrows(IllegalArgumentException.class, () -> new TestTimeAveraging(false, 0.3), "too far");
        assertThrows(IllegalArgumentException.class, () -> new TestTimeAveraging(false, Double.NaN), "no number");
        assertEquals("flip+shift 0.01", new TestTimeAveraging(true, 0.01).text(), "text");
        assertEquals("none", TestTimeAveraging.NONE.text(), "text of none");
    }

    private static LandmarkCascade cascade() {
        return new LandmarkCascade(POINTS, List.of(level(TinyNetworks.network(POINTS), new WholePicture())), Map.of());
    }

    private static CascadeLevel level(Network network, CropPolicy crop) {
        return new CascadeLevel(network, Initialization.HE.draw(network, 3), Preprocessing.DEFAULT, crop);
    }

    private static List<Pixels> pictures() {
        var set = TinyFaces.set(0, 5, 4);
        return List.of(0, 1, 2, 3, 4).stream()
                .map(i -> CascadePredictor.picture(set, i))
                .toList();
    }

    private static int within(int pixel, int size) {
        return Math.max(0, Math.min(size - 1, pixel));
    }

    private static Pixels columns(Pixels picture, IntUnaryOperator source) {
        return copy(picture, source, y -> y);
    }

    private static Pixels rows(Pixels picture, IntUnaryOperator source) {
        return copy(picture, x -> x, source);
    }

    private static Pixels copy(Pixels picture, IntUnaryOperator column, IntUnaryOperator row) {
        int width = picture.width();
        ByteBuffer from = picture.buffer();
        byte[] bgr = new byte[picture.bytes()];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < 3; c++) {
                    int at = 3 * (row.applyAsInt(y) * width + column.applyAsInt(x)) + c;
                    bgr[3 * (y * width + x) + c] = from.get(from.position() + at);
                }
            }
        }
        return Pixels.of(bgr, width, picture.height());
    }
}
