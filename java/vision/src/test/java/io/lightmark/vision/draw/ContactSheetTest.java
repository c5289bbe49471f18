package io.lightmark.vision.draw;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ContactSheetTest {
    @TempDir
    Path folder;

    private static Picture grey(int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        Arrays.fill(bgr, (byte) 128);
        return new Picture(width, height, bgr);
    }

    private static String colour(Picture picture, int x, int y) {
        return String.format(
                java.util.Locale.ROOT, "%02x%02x%02x", picture.at(x, y, 2), picture.at(x, y, 1), picture.at(x, y, 0));
    }

    @ParameterizedTest
    @EnumSource(Ink.class)
    void aMarkIsWhereThePointIs(Ink ink) {
        Picture painted = LandmarkPainter.paint(
                grey(300, 200), List.of(new Marks(ink, new float[] {40, 50, 250.4f, 150.4f})), Optional.empty());
        String expected = String.format(java.util.Locale.ROOT, "%06x", ink.rgb());
        assertEquals("300x200", painted.width() + "x" + painted.height());
        assertEquals(expected, colour(painted, 40, 50));
        assertEquals(expected, colour(painted, 250, 150));
        assertEquals("808080", colour(painted, 60, 50));
    }

    @Test
    void smallPicturesAreEnlargedByAWholeFactor() {
        Picture painted = LandmarkPainter.paint(
                grey(48, 30), List.of(new Marks(Ink.TRUTH, new float[] {10, 20})), Optional.empty());
        assertEquals("240x150", painted.width() + "x" + painted.height());
        assertEquals("2ecc40", colour(painted, 52, 102), "the centre of pixel (10, 20)");
    }

    @Test
    void laterMarksLieOnEarlierOnes() {
        float[] point = {100, 100};
        Picture painted = LandmarkPainter.paint(
                grey(200, 200), List.of(new Marks(Ink.TRUTH, point), new Marks(Ink.LEVEL2, point)), Optional.empty());
        assertEquals("2f80ff", colour(painted, 100, 100));
    }

    @Test
    void pointsThatCannotBeSeenDoNoHarm() {
        float[] points = {
            Float.NaN, 1, 1, Float.NaN, Float.POSITIVE_INFINITY, 1, 1e30f, -1e30f, -5, -5, 1000, 100, 3e9f, 3e9f
        };
        Frame everything = new Frame(-1e30, -1e30, 1e30, 1e30);
        Picture painted =
                LandmarkPainter.paint(grey(200, 200), List.of(new Marks(Ink.LEVEL1, points)), Optional.of(everything));
        assertEquals("808080", colour(painted, 100, 50));
    }

    @Test
    void aSheetHasAsManyCellsAsPictures() {
        Cell cell = new Cell(grey(50, 80), "a caption that is far too long for its cell, żółw \uD83D\uDC22", List.of());
        for (int count : new int[] {1, 2, 3, 4, 7}) {
            Picture sheet = new ContactSheet(3, 100).render(Collections.nCopies(count, cell));
            int across = Math.min(3, count);
            assertEquals(12 + across * 112, sheet.width(), count + " pictures");
            assertEquals(40 + (count + 2) / 3 * 136, sheet.height(), count + " pictures");
            assertEquals("808080", colour(sheet, 12 + 50, 40 + 50), count + " pictures");
        }
    }

    @Test
    void aSheetCanBeRead() {
        Path file = folder.resolve("new/sheet.png");
        ContactSheet sheet = ContactSheet.DEFAULT;
        Cell cell = new Cell(
                grey(300, 20),
                "",
                List.of(new Marks(Ink.TRUTH, new float[] {3, 3}), new Marks(Ink.LEVEL2, new float[] {9, 9})),
                Optional.of(new Frame(0, 0, 10, 10)));
        sheet.write(file, List.of(cell));
        assertEquals(
                sheet.render(List.of(cell)).width(),
                new PictureReader().read(file).width());
    }

    @Test
    void impossibleSheetsAreRefused() {
        Cell cell = new Cell(grey(5, 5), "", List.of());
        assertThrows(IllegalArgumentException.class, () -> new ContactSheet(0, 100));
        assertThrows(IllegalArgumentException.class, () -> new ContactSheet(1, 10));
        assertThrows(IllegalArgumentException.class, () -> ContactSheet.DEFAULT.render(List.of()));
        assertThrows(
                IllegalArgumentException.class, () -> new ContactSheet(10, 4000).render(Collections.nCopies(20, cell)));
        assertThrows(IllegalArgumentException.class, () -> new Marks(Ink.TRUTH, new float[3]));
    }

    @Test
    void drawingLeavesNoNativeMemoryBehind() {
        Cell cell = new Cell(
                grey(50, 40),
                "caption",
                List.of(new Marks(Ink.TRUTH, new float[] {3, 3})),
                Optional.of(new Frame(0, 0, 9, 9)));
        ContactSheet sheet = new ContactSheet(2, 64);
        sheet.render(List.of(cell));
        long bytes = Pointer.totalBytes();
        long count = Pointer.totalCount();
        for (int i = 0; i < 50; i++) {
            sheet.render(List.of(cell, cell, cell));
        }
        assertEquals(bytes, Pointer.totalBytes(), "native bytes");
        assertTrue(Pointer.totalCount() <= count, "native objects");
    }
}
