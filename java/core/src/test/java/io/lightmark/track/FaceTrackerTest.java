package io.lightmark.track;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Backend;
import io.lightmark.cascade.CascadeLevel;
import io.lightmark.cascade.CascadePredictor;
import io.lightmark.cascade.CropPolicy;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cascade.SpreadCrop;
import io.lightmark.cascade.WholePicture;
import io.lightmark.device.Devices;
import io.lightmark.nn.FullyConnected;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.picture.Pixels;
import io.lightmark.picture.Preprocessing;
import io.lightmark.tensor.Shape;
import io.lightmark.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The tracker with networks whose weights are written by hand. Frames are of one grey; both levels see a triangle whose
 * place in their window moves to the right with the grey, each as far as the test wants it.
 */
final class FaceTrackerTest {
    private static final int SIDE = 120;
    private static final int GREY = 128;
    private static final int WHITE = 255;
    private static final TrackerOptions UNSMOOTHED = TrackerOptions.DEFAULT.withSmoothing(Optional.empty());
    /** The triangle in the window that the second level's crop makes of it. */
    private static final float[] TRIANGLE = {-0.5f, -0.5f, 0.5f, -0.5f, 0, 0.5f};

    private static final float[] HALF = {-0.25f, -0.25f, 0.25f, -0.25f, 0, 0.25f};

    @Test
    void aStillFaceIsBegunOnce() {
        List<Tracked> tracked = follow(first(0.2f), second(0.6f), UNSMOOTHED, GREY, GREY, GREY, GREY);
        assertEquals(List.of(true, false, false, false), begun(tracked));
        assertEquals(2, tracked.get(0).prediction().levels().size(), "the whole cascade");
        assertEquals(1, tracked.get(1).prediction().levels().size(), "the second level alone");
        assertArrayEquals(new float[] {45, 45, 75, 45, 60, 75}, tracked.get(3).raw(), 1.5f);
    }

    @Test
    void aFaceThatJumpsIsBegunAgainInThatFrame() {
        List<Tracked> tracked = follow(first(0.2f), second(0.6f), UNSMOOTHED, GREY, GREY, WHITE);
        assertEquals(List.of(true, false, true), begun(tracked), "its landmarks left the window");
        assertEquals(59.5 + 0.2 * 60 + 0.6 * 30, tracked.get(2).raw()[4], 0.1, "where the whole cascade sees it");
    }

    @Test
    void aJumpIsNotSmoothed() {
        List<Tracked> tracked = follow(first(0.2f), second(0.6f), TrackerOptions.DEFAULT, GREY, GREY, WHITE);
        assertArrayEquals(tracked.get(2).raw(), tracked.get(2).points());
    }

    @Test
    void aWrongTrackIsDroppedAtTheCheck() {
        TrackerOptions options = new TrackerOptions(Optional.empty(), Optional.empty(), 3, 0.25);
        List<Tracked> tracked = follow(first(0.4f), second(0), options, GREY, WHITE, WHITE, WHITE, WHITE, WHITE, WHITE);
        assertEquals(List.of(true, false, false, true, false, false, false), begun(tracked));
        assertEquals(59.5, tracked.get(2).raw()[4], 0.5, "the track stayed where it was");
        assertEquals(59.5 + 0.4 * 60, tracked.get(6).raw()[4], 0.5, "where the face is");
        TrackerOptions unchecked = new TrackerOptions(Optional.empty(), Optional.empty(), 0, 0.25);
        assertEquals(
                List.of(true, false, false, false, false),
                begun(follow(first(0.4f), second(0), unchecked, GREY, WHITE, WHITE, WHITE, WHITE)),
                "without checks");
    }

    @Test
    void landmarksThatAreNoNumbersAreNotFollowed() {
        float[] broken = TRIANGLE.clone();
        broken[2] = Float.NaN;
        CascadeLevel second = level("second", broken, 0, new SpreadCrop(0.5));
        List<Tracked> tracked = follow(first(0), second, TrackerOptions.DEFAULT, GREY, GREY, GREY);
        assertEquals(List.of(true, true, true), begun(tracked));
        for (Tracked each : tracked) {
            assertTrue(Float.isNaN(each.points()[2]), () -> Arrays.toString(each.points()));
            assertEquals(60, each.points()[4], 1, "the others are found");
        }
    }

    private static List<Tracked> follow(CascadeLevel first, CascadeLevel second, TrackerOptions options, int... greys) {
        LandmarkCascade cascade = new LandmarkCascade(3, List.of(first, second), Map.of());
        List<Tracked> tracked = new ArrayList<>();
        try (Backend backend = Devices.open(Devices.REFERENCE, 1).backend();
                CascadePredictor predictor = cascade.predictor(backend)) {
            FaceTracker tracker = new FaceTracker(predictor, options);
            for (int grey : greys) {
                byte[] bgr = new byte[3 * SIDE * SIDE];
                Arrays.fill(bgr, (byte) grey);
                tracked.add(tracker.next(Pixels.of(bgr, SIDE, SIDE), tracked.size() / 30.0));
            }
        }
        return tracked;
    }

    private static List<Boolean> begun(List<Tracked> tracked) {
        return tracked.stream().map(Tracked::begun).toList();
    }

    private static CascadeLevel first(float slope) {
        return level("first", HALF, slope, new WholePicture());
    }

    private static CascadeLevel second(float slope) {
        return level("second", TRIANGLE, slope, new SpreadCrop(0.5));
    }

    /** A network that says a triangle, moved to the right by the mean of its input, −1 … 1, times the slope. */
    private static CascadeLevel level(String name, float[] triangle, float slope, CropPolicy crop) {
        Shape input = Shape.of(1, 4, 4, 3);
        Network network = new Network(name, input, List.of(new FullyConnected("fc", triangle.length)));
        int inputs = 4 * 4 * 3;
        float[] weight = new float[triangle.length * inputs];
        for (int x = 0; x < weight.length; x += 2) {
            weight[x] = slope / inputs;
        }
        Weights weights = Weights.of(
                network,
                Map.of(
                        "fc.weight",
                        new Tensor(network.weights().get(0).shape(), weight),
                        "fc.bias",
                        new Tensor(network.weights().get(1).shape(), triangle)));
        return new CascadeLevel(network, weights, Preprocessing.DEFAULT, crop);
    }
}
