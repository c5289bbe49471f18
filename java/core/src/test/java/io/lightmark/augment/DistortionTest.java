package io.lightmark.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.device.Devices;
import io.lightmark.op.CounterRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each distortion against what it is said to do, worked out here in another way. */
class DistortionTest {
    private static final int SIDE = 48;
    private static final long KEY = 12345;

    @ParameterizedTest
    @ValueSource(doubles = {0.6, 1, 1.7})
    void gaussianBlurOfAPointIsABell(double deviation) {
        Range share = new Range(deviation / SIDE, deviation / SIDE);
        double[] seen = look(point(), Augmentation.NONE.withBlur(new Blur(1, share, 0, Range.ZERO)));
        double sum = 0;
        for (int i = 0; i < SIDE * SIDE; i++) {
            sum += bell(i, deviation);
        }
        for (int i = 0; i < SIDE * SIDE; i++) {
            assertEquals(255 * bell(i, deviation) / sum, seen[3 * i + 1], 0.4, "pixel " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void motionBlurOfAPointIsALineThroughIt(long key) {
        double length = 8;
        Range share = new Range(length / SIDE, length / SIDE);
        Augmentation recipe = Augmentation.NONE.withBlur(new Blur(0, Range.ZERO, 1, share));
        double[] seen =
                Looked.at(Devices.CPU, point(), SIDE, recipe, key).pixels().get(0);
        double[] moments = new double[6];
        for (int i = 0; i < SIDE * SIDE; i++) {
            double x = i % SIDE - SIDE / 2.0;
            double y = i / SIDE - SIDE / 2;
            double[] powers = {1, x, y, x * x, y * y, x * y};
            for (int m = 0; m < moments.length; m++) {
                moments[m] += seen[3 * i] / 255 * powers[m];
            }
        }
        assertEquals(1, moments[0], 1e-4, "light");
        assertEquals(0, moments[1], 1e-3, "centre x");
        assertEquals(0, moments[2], 1e-3, "centre y");
        double along = length * length / 12;
        double middle = (moments[3] + moments[4]) / 2;
        double reach = Math.hypot((moments[3] - moments[4]) / 2, moments[5]);
        assertEquals(along, middle + reach, 0.5, "spread along the line; its points fill pixels");
        assertTrue(middle - reach < 0.4, "spread across the line: " + (middle - reach));
    }

    @Test
    void aMedianTakesAPointAwayAndLeavesAnEdge() {
        Augmentation median = Augmentation.NONE.withMedian(new MedianBlur(1, 2));
        double[] empty = new double[3 * SIDE * SIDE];
        assertArrayEquals(empty, look(point(), median), 1e-4, "point");
        byte[] edge = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < edge.length; i++) {
            edge[i] = (byte) (i / 3 % SIDE < 20 ? 30 : 200);
        }
        assertArrayEquals(bytes(edge), look(edge, median), 1e-4, "edge");
    }

    @Test
    void greyIsTheLumaInAllChannels() {
        byte[] photo = photo();
        double[] seen = look(photo, Augmentation.NONE.withGreyscale(new Greyscale(1, new Range(1, 1))));
        double[] before = bytes(photo);
        for (int i = 0; i < seen.length; i += 3) {
            double luma = 0.114 * before[i] + 0.587 * before[i + 1] + 0.299 * before[i + 2];
            for (int c = 0; c < 3; c++) {
                assertEquals(luma, seen[i + c], 1e-3, "element " + (i + c));
            }
        }
    }

    @Test
    void noiseIsGaussianAndItsOwnForEveryElement() {
        byte[] photo = photo();
        double[] before = bytes(photo);
        Augmentation recipe = Augmentation.NONE.withNoise(new Noise(1, new Range(10, 10)));
        double[] seen = look(photo, recipe);
        double[] powers = new double[5];
        double neighbours = 0;
        for (int i = 0; i < seen.length; i++) {
            double deviate = (seen[i] - before[i]) / 10;
            for (int p = 1; p < powers.length; p++) {
                powers[p] += Math.pow(deviate, p) / seen.length;
            }
            neighbours += i == 0 ? 0 : deviate * (seen[i - 1] - before[i - 1]) / 10 / seen.length;
        }
        // Four standard errors of each figure for 6,912 elements.
        assertEquals(0, powers[1], 0.05, "mean");
        assertEquals(1, powers[2], 0.07, "variance");
        assertEquals(0, powers[3], 0.19, "skewness");
        assertEquals(3, powers[4], 0.5, "fourth moment");
        assertEquals(0, neighbours, 0.05, "correlation of neighbours");
    }

    @Test
    void erasedRectanglesHaveTheirAreaAndNothingElseChanges() {
        byte[] photo = photo();
        double[] before = bytes(photo);
        Augmentation recipe = Augmentation.NONE.withErasing(new Erasing(1, 1, new Range(0.05, 0.1), 0));
        for (long key : Looked.keys(20)) {
            double[] seen =
                    Looked.at(Devices.CPU, photo, SIDE, recipe, key).pixels().get(0);
            int left = SIDE, right = -1, top = SIDE, bottom = -1, changed = 0;
            Set<List<Long>> colours = new HashSet<>();
            for (int i = 0; i < SIDE * SIDE; i++) {
                if (isChanged(before, seen, i)) {
                    left = Math.min(left, i % SIDE);
                    right = Math.max(right, i % SIDE);
                    top = Math.min(top, i / SIDE);
                    bottom = Math.max(bottom, i / SIDE);
                    changed++;
                    colours.add(List.of(milli(seen[3 * i]), milli(seen[3 * i + 1]), milli(seen[3 * i + 2])));
                }
            }
            assertEquals((right - left + 1) * (bottom - top + 1), changed, "one full rectangle, key " + key);
            assertEquals(1, colours.size(), "one colour, key " + key);
            double share = changed / (double) (SIDE * SIDE);
            assertTrue(share > 0.04 && share < 0.12, "share " + share + ", key " + key);
        }
    }

    @Test
    void erasedNoiseHasEveryByteAlike() {
        Augmentation recipe = Augmentation.NONE.withErasing(new Erasing(1, 1, new Range(0.9, 1), 1));
        byte[] photo = photo();
        double[] before = bytes(photo);
        double[] seen = look(photo, recipe);
        int count = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < seen.length; i++) {
            if (isChanged(before, seen, i / 3)) {
                assertTrue(seen[i] >= -1e-3 && seen[i] <= 255.001, "byte " + seen[i]);
                count++;
                sum += seen[i];
                squares += seen[i] * seen[i];
            }
        }
        double mean = sum / count;
        assertEquals(127.5, mean, 4, "mean");
        assertEquals(255 / Math.sqrt(12), Math.sqrt(squares / count - mean * mean), 3, "deviation");
    }

    @Test
    void aBorderIsBlackAtTheSidesAndLeavesTheMiddle() {
        byte[] photo = photo();
        double[] before = bytes(photo);
        Augmentation recipe = Augmentation.NONE.withBorder(new Border(1, 0.3));
        int blackRows = 0;
        for (long key : Looked.keys(10)) {
            double[] seen =
                    Looked.at(Devices.CPU, photo, SIDE, recipe, key).pixels().get(0);
            for (int i = 0; i < SIDE * SIDE; i++) {
                boolean middle = Math.abs(i % SIDE - SIDE / 2) < SIDE / 6 && Math.abs(i / SIDE - SIDE / 2) < SIDE / 6;
                boolean black = Math.abs(seen[3 * i]) + Math.abs(seen[3 * i + 1]) + Math.abs(seen[3 * i + 2]) < 1e-3;
                assertTrue(black || !isChanged(before, seen, i), "black or as before, pixel " + i + ", key " + key);
                assertFalse(middle && black, "the middle stays, pixel " + i + ", key " + key);
                blackRows += black && i % SIDE == SIDE / 2 ? 1 : 0;
            }
        }
        assertTrue(blackRows > 20, "black at top and bottom: " + blackRows);
    }

    @ParameterizedTest
    @CsvSource({"cpu", "reference"})
    void aKeyDecidesAndNothingElse(String device) {
        byte[] photo = photo();
        Looked first = Looked.at(device, photo, SIDE, Augmentation.STRONG, KEY, 2, 3, KEY);
        Looked second = Looked.at(device, photo, SIDE, Augmentation.STRONG, 9, KEY);
        assertArrayEquals(first.pixels().get(0), first.pixels().get(3), "another slot");
        assertArrayEquals(first.pixels().get(0), second.pixels().get(1), "another batch");
        assertFalse(Arrays.equals(first.pixels().get(0), first.pixels().get(1)), "another key");
    }

    @Test
    void aPartLeavesWhatTheOthersDraw() {
        byte[] photo = photo();
        Augmentation noise = Augmentation.NONE.withNoise(new Noise(1, new Range(5, 20)));
        Augmentation both = noise.withErasing(new Erasing(1, 1, new Range(0.1, 0.1), 0));
        double[] alone = look(photo, noise);
        double[] together = look(photo, both);
        int same = 0;
        for (int i = 0; i < alone.length; i++) {
            same += Math.abs(alone[i] - together[i]) < 1e-3 ? 1 : 0;
        }
        assertTrue(same > 0.8 * alone.length, "elements that the rectangle leaves: " + same + " of " + alone.length);
    }

    @Test
    void aCoveringWithoutOneOfItsPartsOnlyDoesTheOther() {
        byte[] photo = photo();
        double[] before = bytes(photo);
        Erasing erasing = new Erasing(1, 3, new Range(0.01, 0.08), 0.5);
        Border border = new Border(1, 0.25);
        long[] keys = Looked.keys(8);
        for (Border never : List.of(new Border(1, 0), new Border(0, 0.25))) {
            assertSame(
                    keys,
                    Augmentation.NONE.withErasing(erasing),
                    Augmentation.NONE.withErasing(erasing).withBorder(never));
        }
        for (Erasing never : List.of(
                new Erasing(1, 0, new Range(0.01, 0.08), 0.5),
                new Erasing(1, 3, Range.ZERO, 0.5),
                new Erasing(0, 3, new Range(0.01, 0.08), 0.5))) {
            assertSame(
                    keys,
                    Augmentation.NONE.withBorder(border),
                    Augmentation.NONE.withBorder(border).withErasing(never));
        }
        Augmentation nothing = Augmentation.NONE
                .withErasing(new Erasing(1, 0, new Range(0.5, 0.5), 0))
                .withBorder(new Border(1, 0));
        assertArrayEquals(before, look(photo, nothing), 1e-4, "neither");
    }

    private static void assertSame(long[] keys, Augmentation expected, Augmentation recipe) {
        byte[] photo = photo();
        List<double[]> wanted =
                Looked.at(Devices.CPU, photo, SIDE, expected, keys).pixels();
        List<double[]> seen = Looked.at(Devices.CPU, photo, SIDE, recipe, keys).pixels();
        for (int k = 0; k < keys.length; k++) {
            assertArrayEquals(wanted.get(k), seen.get(k), recipe + ", key " + k);
        }
    }

    @ParameterizedTest
    @CsvSource({"cpu", "cuda:stand-in"})
    void everyDeviceDoesTheSame(String device) {
        // Without JPEG, whose steps rounding may decide.
        Augmentation recipe = Augmentation.STRONG
                .withBlur(new Blur(0.5, new Range(0.01, 0.03), 0.5, new Range(0.05, 0.2)))
                .withMedian(new MedianBlur(0.5, 2))
                .withGreyscale(new Greyscale(0.5, new Range(0, 1)))
                .withNoise(new Noise(0.5, new Range(1, 20)))
                .withJpeg(Jpeg.NONE)
                .withErasing(new Erasing(0.7, 4, new Range(0.02, 0.2), 0.5))
                .withBorder(new Border(0.5, 0.3));
        byte[] photo = photo();
        long[] keys = Looked.keys(12);
        Looked expected = Looked.at(Devices.REFERENCE, photo, SIDE, recipe, keys);
        Looked seen = Looked.at(device, photo, SIDE, recipe, keys);
        for (int k = 0; k < keys.length; k++) {
            assertArrayEquals(expected.targets().get(k), seen.targets().get(k), "landmarks, key " + k);
            assertArrayEquals(expected.pixels().get(k), seen.pixels().get(k), 0.02, "pixels, key " + k);
        }
    }

    private static double[] look(byte[] picture, Augmentation recipe) {
        return Looked.at(Devices.CPU, picture, SIDE, recipe, KEY).pixels().get(0);
    }

    private static double bell(int pixel, double deviation) {
        double x = pixel % SIDE - SIDE / 2.0;
        double y = pixel / SIDE - SIDE / 2;
        return Math.exp(-(x * x + y * y) / (2 * deviation * deviation));
    }

    /** One white pixel on black. */
    private static byte[] point() {
        byte[] picture = new byte[3 * SIDE * SIDE];
        int middle = 3 * (SIDE / 2 * SIDE + SIDE / 2);
        Arrays.fill(picture, middle, middle + 3, (byte) 255);
        return picture;
    }

    /** Colours without order, none of them black. */
    private static byte[] photo() {
        byte[] picture = new byte[3 * SIDE * SIDE];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = (byte) (60 + CounterRandom.bits(3, i / 9) % 30 + i % SIDE * 2);
        }
        return picture;
    }

    private static double[] bytes(byte[] picture) {
        double[] bytes = new double[picture.length];
        Arrays.setAll(bytes, i -> picture[i] & 0xff);
        return bytes;
    }

    private static boolean isChanged(double[] before, double[] after, int pixel) {
        double change = 0;
        for (int c = 0; c < 3; c++) {
            change += Math.abs(before[3 * pixel + c] - after[3 * pixel + c]);
        }
        return change > 0.5;
    }

    private static long milli(double value) {
        return Math.round(1000 * value);
    }
}
