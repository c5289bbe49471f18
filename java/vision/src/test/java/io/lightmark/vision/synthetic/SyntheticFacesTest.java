package io.lightmark.vision.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.PictureSet;
import io.lightmark.data.PictureSets;
import io.lightmark.data.Split;
import io.lightmark.vision.Datasets;
import io.lightmark.vision.OpenedDataset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SyntheticFacesTest {
    private static final int MANY = 2000;

    @TempDir
    Path folder;

    @Test
    void aFaceDependsOnSeedAndIndexOnly() {
        SyntheticFaces faces = new SyntheticFaces(3, 64, 72);
        PictureSet together = faces.pictures(12);
        for (int index : new int[] {11, 0, 5}) {
            AnnotatedPicture alone = new SyntheticFaces(3, 64, 72).face(index);
            assertEquals(alone.name(), together.name(index));
            assertArrayEquals(alone.landmarks(), together.landmarks(index), alone.name());
            java.nio.ByteBuffer pixels = java.nio.ByteBuffer.allocate(together.bytes(index));
            together.pixels(index, pixels);
            assertArrayEquals(alone.bgr(), pixels.array(), alone.name());
        }
        assertFalse(Arrays.equals(faces.face(1).bgr(), faces.face(2).bgr()), "another index");
        assertFalse(
                Arrays.equals(
                        faces.face(1).bgr(),
                        new SyntheticFaces(4, 64, 72).face(1).bgr()),
                "another seed");
    }

    /** Holds the drawing still: a change of it changes every figure that was measured with generated faces. */
    @Test
    void theDrawingIsTheSameOnEveryMachine() {
        assertEquals(
                "8bf47208fa9854d2a281c03c5a71bce7d315f05008558e681f1abc2ee3b93a38",
                new SyntheticFaces(1, 64, 72).pictures(10).fingerprint());
    }

    @Test
    void landmarksAreInsideAndInOrder() {
        SyntheticFaces faces = new SyntheticFaces(9, 178, 218);
        for (int i = 0; i < MANY; i++) {
            SyntheticFaces.Scene face = faces.scene(i);
            float[] m = face.landmarks();
            for (int k = 0; k < 10; k += 2) {
                assertTrue(m[k] >= 0 && m[k] <= face.columns() - 1, "face " + i + " x" + k / 2 + " " + m[k]);
                assertTrue(m[k + 1] >= 0 && m[k + 1] <= face.rows() - 1, "face " + i + " y" + k / 2 + " " + m[k + 1]);
            }
            assertTrue(m[0] < m[2], "face " + i + ": left eye " + m[0] + ", right eye " + m[2]);
            assertTrue(m[6] < m[8], "face " + i + ": left corner " + m[6] + ", right corner " + m[8]);
            assertTrue(m[1] + m[3] < m[7] + m[9], "face " + i + ": eyes above the mouth");
        }
    }

    @Test
    void placeAndSizeVary() {
        SyntheticFaces faces = new SyntheticFaces(9, 178, 218);
        DoubleSummaryStatistics size = new DoubleSummaryStatistics();
        DoubleSummaryStatistics x = new DoubleSummaryStatistics();
        DoubleSummaryStatistics y = new DoubleSummaryStatistics();
        DoubleSummaryStatistics roll = new DoubleSummaryStatistics();
        for (int i = 0; i < MANY; i++) {
            SyntheticFaces.Scene face = faces.scene(i);
            float[] m = face.landmarks();
            size.accept(Math.hypot((m[0] + m[2] - m[6] - m[8]) / 2, (m[1] + m[3] - m[7] - m[9]) / 2) / face.rows());
            x.accept(m[4] / face.columns());
            y.accept(m[5] / face.rows());
            roll.accept(Math.toDegrees(Math.atan2(m[3] - m[1], m[2] - m[0])));
        }
        assertTrue(size.getMax() / size.getMin() > 2.4, "size " + size);
        assertTrue(x.getMin() < 0.2 && x.getMax() > 0.8, "x " + x);
        assertTrue(y.getMin() < 0.25 && y.getMax() > 0.75, "y " + y);
        assertTrue(roll.getMin() < -18 && roll.getMax() > 18, "roll " + roll);
    }

    @Test
    void splitsAreEightOneOne() {
        PictureSet set = new SyntheticFaces(1, 48, 48).pictures(50);
        assertEquals(40, PictureSets.count(set, Split.TRAIN));
        assertEquals(5, PictureSets.count(set, Split.VALIDATION));
        assertEquals(5, PictureSets.count(set, Split.TEST));
    }

    @Test
    void aWrittenFolderIsReadBackWhole() {
        SyntheticFaces faces = new SyntheticFaces(2, 90, 110);
        faces.write(folder, 30);
        try (OpenedDataset read = Datasets.open(folder)) {
            assertEquals(30, read.report().used(), read.report().toText());
            assertEquals(0, read.report().flagged().size(), read.report().toText());
            PictureSet direct = faces.pictures(30);
            for (int i = 0; i < 30; i++) {
                assertEquals(direct.name(i), read.pictures().name(i));
                assertEquals(direct.split(i), read.pictures().split(i));
                assertEquals(direct.bytes(i), read.pictures().bytes(i));
                assertArrayEquals(direct.landmarks(i), read.pictures().landmarks(i), 0.0051f, direct.name(i));
            }
        }
    }

    @ParameterizedTest(name = "{0}x{1}")
    @CsvSource({"47, 100", "100, 47", "5000, 100", "-1, -1"})
    void impossibleSizesAreRefused(int width, int height) {
        assertThrows(IllegalArgumentException.class, () -> new SyntheticFaces(1, width, height));
    }

    @Test
    void coverageIsTheAreaOfThePolygon() {
        double[][] polygons = {
            {1.25, 2.5, 7.75, 2.5, 7.75, 6.0, 1.25, 6.0},
            {2, 1, 9, 4, 4, 9},
            {4, 9, 9, 4, 2, 1},
            Outlines.ellipse(5.3, 4.9, 3.7, 2.2, 0.7),
            {5, 5, 5.1, 5, 5.1, 5.1}
        };
        for (double[] polygon : polygons) {
            Coverage coverage = new Coverage(polygon, 12, 12);
            float[] row = new float[Math.max(1, coverage.width)];
            double sum = 0;
            for (int r = 0; r < coverage.height; r++) {
                coverage.row(r, row);
                sum += IntStream.range(0, coverage.width)
                        .mapToDouble(i -> row[i])
                        .sum();
            }
            assertEquals(area(polygon), sum, 1e-4, Arrays.toString(polygon));
        }
    }

    private static double area(double[] polygon) {
        double twice = 0;
        int n = polygon.length;
        for (int i = 0; i < n; i += 2) {
            twice += polygon[i] * polygon[(i + 3) % n] - polygon[(i + 2) % n] * polygon[i + 1];
        }
        return Math.abs(twice) / 2;
    }

    @Test
    void polygonsBeyondTheCanvasAreCut() {
        Canvas canvas = new Canvas(4, 3, new float[3]);
        canvas.fill(new double[] {-50, -50, 50, -50, 50, 50, -50, 50}, Paint.plain(1, 0.5f, 0.25f), 1);
        canvas.fill(new double[] {100, 100, 110, 100, 105, 110}, Paint.plain(0, 0, 0), 1);
        canvas.fill(new double[] {-9, -9, -5, -9, -7, -5}, Paint.plain(0, 0, 0), 1);
        byte[] bytes = canvas.toBytes();
        for (int i = 0; i < bytes.length; i += 3) {
            assertEquals("255 128 64", (bytes[i] & 255) + " " + (bytes[i + 1] & 255) + " " + (bytes[i + 2] & 255));
        }
    }
}
