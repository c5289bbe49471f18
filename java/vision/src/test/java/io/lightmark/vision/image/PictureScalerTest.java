package io.lightmark.vision.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PictureScalerTest {
    @ParameterizedTest(name = "{0}x{1} limited to {2} is {3}x{4}")
    @CsvSource({
        "100, 50, 40, 40, 20",
        "50, 100, 40, 20, 40",
        "101, 33, 50, 50, 16",
        "1000, 1, 10, 10, 1",
        "41, 40, 40, 40, 39",
        "7, 9, 1, 1, 1"
    })
    void theLongerSideIsLimited(int width, int height, int limit, int newWidth, int newHeight) {
        Picture small = PictureScaler.limit(TestPictures.of(width, height, 1), limit);
        assertEquals(newWidth + "x" + newHeight, small.width() + "x" + small.height());
    }

    @Test
    void aSmallPictureIsLeftAlone() {
        Picture picture = TestPictures.of(30, 40, 1);
        assertSame(picture, PictureScaler.limit(picture, 40));
        assertThrows(IllegalArgumentException.class, () -> PictureScaler.limit(picture, 0));
    }

    /** A bright spot is found again where the landmark on it went, but for the rounding of pixels. */
    @ParameterizedTest(name = "spot at {2},{3} of {0}x{1} limited to {4}")
    @CsvSource({"120, 90, 30, 60, 40", "120, 90, 90, 30, 60", "101, 77, 50, 40, 37", "64, 200, 20, 150, 100"})
    void landmarksStayOnTheirPixels(int width, int height, int x, int y, int limit) {
        byte[] bgr = new byte[3 * width * height];
        int half = 5;
        for (int row = y - half; row <= y + half; row++) {
            for (int column = x - half; column <= x + half; column++) {
                for (int c = 0; c < 3; c++) {
                    bgr[3 * (row * width + column) + c] = (byte) 255;
                }
            }
        }
        Picture large = new Picture(width, height, bgr);
        Picture small = PictureScaler.limit(large, limit);
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int row = 0; row < small.height(); row++) {
            for (int column = 0; column < small.width(); column++) {
                double weight = small.at(column, row, 1);
                sum += weight;
                sumX += weight * column;
                sumY += weight * row;
            }
        }
        float[] moved = PictureScaler.move(new float[] {x, y}, large, small);
        assertEquals(sumX / sum, moved[0], 0.08, "x");
        assertEquals(sumY / sum, moved[1], 0.08, "y");
    }
}
