package io.lightmark.cascade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.picture.Frame;
import io.lightmark.picture.PublishedView;
import io.lightmark.picture.View;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CropPolicyTest {
    private static final List<CropPolicy> POLICIES = List.of(
            new WholePicture(),
            new CompatWhole(),
            NoseEyeCrop.FIVE_POINTS,
            new NoseEyeCrop(2, 1, 3.25),
            new SpreadCrop(0.6),
            new SpreadCrop(1e-7),
            new UprightCrop(0.15),
            CompatCrop.FIVE_POINTS);

    static Stream<Arguments> degenerate() {
        float nan = Float.NaN;
        float infinite = Float.POSITIVE_INFINITY;
        return Stream.of(
                Arguments.of("not a number", new float[] {nan, nan, nan, nan, nan, nan, nan, nan, nan, nan}),
                Arguments.of("nose not a number", new float[] {10, 10, 20, 10, nan, 15, 12, 20, 18, 20}),
                Arguments.of("infinite", new float[] {infinite, 1, infinite, 2, infinite, 3, 4, 5, 6, 7}),
                Arguments.of("opposite infinities", new float[] {-infinite, 1, infinite, 2, 5, 3, 4, 5, 6, 7}),
                Arguments.of("all the same", new float[] {5, 5, 5, 5, 5, 5, 5, 5, 5, 5}),
                Arguments.of("far left", new float[] {-500, 5, -490, 5, -495, 10, -500, 15, -490, 15}),
                Arguments.of("far below", new float[] {5, 900, 15, 900, 10, 910, 5, 920, 15, 920}),
                Arguments.of("1e30", new float[] {1e30f, 1e30f, -1e30f, 1e30f, 0, -1e30f, 1e30f, 0, 5, 1e30f}),
                Arguments.of("largest float", new float[] {
                    Float.MAX_VALUE, 0, -Float.MAX_VALUE, 0, -Float.MAX_VALUE, 0, Float.MAX_VALUE, 0, 0, 0
                }),
                Arguments.of("tiny face", new float[] {5, 5, 5.001f, 5, 5.0005f, 5.0005f, 5, 5.001f, 5.001f, 5.001f}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("degenerate")
    void degenerateLandmarksGiveAUsableFlaggedWindow(String name, float[] points) {
        for (CropPolicy policy : POLICIES) {
            for (int[] size : new int[][] {{40, 30}, {1, 1}, {1, 500}, {4000, 3}}) {
                View view = policy.view(points, size[0], size[1]);
                String where = name + ", " + policy.text() + ", " + size[0] + "x" + size[1];
                Frame frame = view.pixels();
                double frameWidth = Math.hypot(frame.xu(), frame.yu());
                double frameHeight = Math.hypot(frame.xv(), frame.yv());
                assertTrue(frameWidth > 0 && frameWidth < 1e5, "width of " + frame + ", " + where);
                assertTrue(frameHeight > 0 && frameHeight < 1e5, "height of " + frame + ", " + where);
                assertTrue(frame.x0() >= -0.5 && frame.x0() <= size[0] - 0.5, "centre of " + frame + ", " + where);
                assertTrue(frame.y0() >= -0.5 && frame.y0() <= size[1] - 0.5, "centre of " + frame + ", " + where);
                for (float value : view.encode(points.clone())) {
                    assertTrue(!Float.isNaN(value) || name.contains("not a") || name.contains("infinit"), where);
                }
                if (policy.landmarks() > 0 && !name.equals("tiny face")) {
                    assertTrue(view.quality() != View.Quality.GOOD, "quality, " + where);
                }
            }
        }
    }

    @Test
    void theDefaultCropIsASquareOfFourDistancesAroundTheNose() {
        float[] points = {40, 40, 60, 41, 50.5f, 52, 43, 60, 57, 60};
        View view = NoseEyeCrop.FIVE_POINTS.view(points, 100, 100);
        double side = 4 * Math.hypot(10.5, 12);
        assertEquals(Frame.square(50.5, 52, side), view.pixels(), "frame");
        assertEquals(View.Quality.GOOD, view.quality(), "quality");
        assertArrayEquals(points, view.decode(view.encode(points)), 1e-4f, "there and back");
    }

    @Test
    void theSpreadCropHoldsAllPointsWithItsMargin() {
        float[] points = {40, 40, 60, 41, 50, 52, 43, 60, 57, 64};
        Frame frame = new SpreadCrop(0.25).view(points, 100, 100).pixels();
        assertEquals(Frame.square(50, 52, 24 * 1.5), frame, "frame");
    }

    /** However a face is turned, the upright crop shows the same; the margin is that of the face's own box. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 20, -35, 90, 135, 180})
    void theUprightCropUndoesARotation(double degrees) {
        float[] face = {-10, -8, 10, -8, 0, 3, -7, 12, 7, 12};
        Frame pose = Frame.square(100, 90, 2).turned(Math.toRadians(degrees));
        View view = new UprightCrop(0.25).view(pose.toPicture(face), 200, 180);
        assertEquals(View.Quality.GOOD, view.quality(), "quality");
        float[] expected = new float[face.length];
        for (int i = 0; i < face.length; i += 2) {
            expected[i] = face[i] / 15;
            expected[i + 1] = (face[i + 1] - 2) / 15;
        }
        assertArrayEquals(expected, view.encode(pose.toPicture(face)), 1e-5f, "landmarks in the crop");
    }

    @Test
    void theUprightCropOfAnUnknownKindOfLandmarksIsTheSpreadCrop() {
        float[] points = {40, 40, 60, 45, 43, 60};
        assertEquals(
                new SpreadCrop(0.25).view(points, 100, 100),
                new UprightCrop(0.25).view(points, 100, 100),
                "three points");
    }

    /** Expected boxes follow from the published text by hand: rounding half to even, clamping, inclusive slices. */
    @ParameterizedTest
    @CsvSource({
        // eyeX, eyeY, noseX, noseY, width, height, ws, hs, we, he
        "50, 50, 53, 54, 200, 200, 43, 44, 63, 64",
        "50, 50, 51, 51, 200, 200, 48, 48, 54, 54",
        "50.5, 50, 51.5, 51, 200, 200, 48, 47, 56, 55",
        "5, 5, 8, 9, 200, 200, 0, 0, 18, 19",
        "190, 190, 193, 194, 200, 200, 183, 184, 200, 200",
        "186, 186, 189, 190, 200, 200, 179, 180, 199, 200"
    })
    void theCompatCropIsThePublishedArithmetic(
            float eyeX, float eyeY, float noseX, float noseY, int width, int height, int ws, int hs, int we, int he) {
        float[] points = {eyeX, eyeY, 0, 0, noseX, noseY, 0, 0, 0, 0};
        PublishedView view = (PublishedView) CompatCrop.FIVE_POINTS.view(points, width, height);
        assertArrayEquals(
                new int[] {ws, hs, we, he},
                new int[] {view.left(), view.top(), view.left() + view.labelWidth(), view.top() + view.labelHeight()},
                "box");
        assertEquals(Math.min(we + 1, width) - ws, view.width(), "slice width");
        assertEquals(Math.min(he + 1, height) - hs, view.height(), "slice height");
    }

    @Test
    void thePublishedLabelsAreOffByOneAndRoundedToFourDecimals() {
        PublishedView view = new PublishedView(10, 20, 21, 22, 20, 21, View.Quality.GOOD);
        // labels: half sizes (20 - 1) / 2 = 9 and (21 - 1) / 2 = 10; outputs: (21 - 1) / 2 = 10 and (22 - 1) / 2 = 10
        assertArrayEquals(
                new float[] {0.1111f, -0.4f}, view.encode(new float[] {20.4f, 26.5f}), 0, "20.4 is 20, 26.5 is 26");
        assertArrayEquals(new float[] {21, 26}, view.decode(new float[] {0.1111f, -0.4f}), 0, "x one pixel off");
        assertArrayEquals(new float[] {22, 28}, view.decode(new float[] {0.25f, -0.25f}), 0, "half to even");
    }

    @Test
    void policiesSurviveTheirText() {
        for (CropPolicy policy : POLICIES) {
            assertEquals(policy, CropPolicies.parse(policy.text()), policy.text());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "whole ",
                "whole 1",
                "nose-eye",
                "nose-eye 2 0",
                "nose-eye 2 2 4",
                "nose-eye 2 0 NaN",
                "nose-eye 2 0 -4",
                "nose-eye 2 0 0",
                "nose-eye -2 0 4",
                "nose-eye 2 0 4 5",
                "nose-eye 9999999 0 4",
                "nose-eye 2 0 1e400",
                "nose-eye 2 0 0x4",
                "spread",
                "spread -1",
                "spread Infinity",
                "spread 1f",
                "upright",
                "upright -0.1",
                "compat-nose-eye 2",
                "Whole"
            })
    void otherTextsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> CropPolicies.parse(text), "'" + text + "'");
    }
}
