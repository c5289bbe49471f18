package io.lightmark.cli.plot;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.metric.ErrorCollector;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Charts become PNG files of the right size with their series' colours in them, for any data that can occur. */
final class PlotsTest {
    private static final int RED = 0xd62728;
    private static final int BLUE = 0x1f5fc4;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0} steps")
    @ValueSource(ints = {1, 2, 79, 500})
    void lossCurve(int steps) throws IOException {
        Path file = folder.resolve("loss.png");
        LossCurvePlot.write(
                file,
                new LossCurve(
                        1,
                        IntStream.range(0, steps)
                                .mapToObj(i -> new LossCurve.Point(i / 10.0, Math.exp(-i / 100.0)))
                                .toList(),
                        List.of(new LossCurve.Point(steps / 10.0, 0.03))));
        BufferedImage picture = read(file.toFile());
        assertAll(
                () -> assertEquals(900, picture.getWidth()),
                () -> assertEquals(840, picture.getHeight(), "loss and validation"),
                () -> assertTrue(steps == 1 || count(picture, RED) > 20, "a red line of " + steps + " steps"));
    }

    @Test
    void lossOfZeroHasALinearAxis() throws IOException {
        Path file = folder.resolve("zero.png");
        LossCurvePlot.write(
                file, new LossCurve(2, List.of(new LossCurve.Point(0, 1), new LossCurve.Point(1, 0)), List.of()));
        BufferedImage picture = read(file.toFile());
        assertEquals(420, picture.getHeight(), "no chart of validations");
        assertTrue(count(picture, BLUE) > 20, "level 2 is blue");
    }

    @Test
    void noStepIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> LossCurvePlot.write(folder.resolve("x.png"), new LossCurve(1, List.of(), List.of())));
    }

    @ParameterizedTest(name = "{0} pictures, {1} points")
    @CsvSource({"1,5", "2,5", "100,5", "3,1", "40,2"})
    void errors(int pictures, int points) throws IOException {
        List<ErrorSeries> series =
                List.of(series("level 1", 1, pictures, points, 3), series("cascade", 2, pictures, points, 1));
        List<String> names =
                IntStream.range(0, points).mapToObj(i -> "point " + i).toList();
        Path histogram = folder.resolve("histogram.png");
        Path cumulative = folder.resolve("cumulative.png");
        ErrorHistogramPlot.write(histogram, names, series);
        CumulativeErrorPlot.write(cumulative, series);
        BufferedImage panels = read(histogram.toFile());
        BufferedImage curve = read(cumulative.toFile());
        int rows = (points + 2) / 2;
        assertAll(
                () -> assertEquals(330 * rows, panels.getHeight(), "a panel per point and one for the mean"),
                () -> assertEquals(1120, panels.getWidth()),
                () -> assertTrue(count(panels, RED) > 20 && count(panels, BLUE) > 20, "both series"),
                () -> assertTrue(count(curve, RED) > 20 && count(curve, BLUE) > 20, "both curves"));
    }

    @Test
    void errorsOfZeroAreDrawn() throws IOException {
        List<ErrorSeries> series = List.of(series("level 1", 1, 4, 5, 0));
        Path file = folder.resolve("zero.png");
        CumulativeErrorPlot.write(file, series);
        assertTrue(count(read(file.toFile()), RED) > 20, "a curve at the top");
    }

    @ParameterizedTest(name = "axis of {0} ends at {1}")
    @CsvSource({
        "0.9,1",
        "1,1",
        "1.01,1.2",
        "17,20",
        "20,20",
        "21,25",
        "0.034,0.04",
        "0,1",
        "NaN,1",
        "99,100",
        "960,1000"
    })
    void axesEndAtRoundNumbers(double value, double expected) {
        assertEquals(expected, AxisEnd.above(value), 1e-9 * expected, "axis of " + value);
    }

    @Test
    void smoothingKeepsTheMean() {
        LossCurve curve = new LossCurve(
                1,
                IntStream.range(0, 10).mapToObj(i -> new LossCurve.Point(i, i)).toList(),
                List.of());
        assertEquals(
                List.of(new LossCurve.Point(2, 2), new LossCurve.Point(7, 7)),
                curve.smoothed(2),
                "two stretches of five steps");
    }

    private static ErrorSeries series(String label, int level, int pictures, int points, float size) {
        ErrorCollector collector = new ErrorCollector(points);
        for (int i = 0; i < pictures; i++) {
            float[] predicted = new float[2 * points];
            for (int k = 0; k < predicted.length; k++) {
                predicted[k] = size * ((i + k) % 7 + 1) / 7;
            }
            collector.add(predicted, new float[2 * points], 100);
        }
        return new ErrorSeries(label, level, "diagonal", collector.figures());
    }

    private static BufferedImage read(File file) throws IOException {
        BufferedImage picture = ImageIO.read(file);
        assertNotNull(picture, "a PNG file that can be read");
        return picture;
    }

    private static long count(BufferedImage picture, int rgb) {
        return IntStream.range(0, picture.getWidth() * picture.getHeight())
                .filter(i -> (picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) & 0xffffff) == rgb)
                .count();
    }
}
