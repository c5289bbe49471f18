package io.lightmark.vision.aflw;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.vision.annotation.Annotations;
import io.lightmark.vision.matlab.MatBytes;
import io.lightmark.vision.report.Rejected;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Aflw2000FormatTest {
    private static final int DOUBLE_CLASS = 6;
    private static final int DOUBLE_NUMBERS = 9;

    @TempDir
    Path folder;

    @Test
    void filesWithoutLandmarksAreListed() throws IOException {
        write("a", "pt2d", points(68, 5));
        write("model", "weights", points(1, 5));
        Annotations annotations = new Aflw2000Format().open(folder);
        assertEquals(List.of("a.jpg"), names(annotations));
        assertEquals(
                List.of("model.mat missing-points neither pt3d_68 nor pt2d in it"),
                annotations.listed().stream().map(Aflw2000FormatTest::describe).toList());
    }

    @Test
    void negativePointsLieOutsideThePicture() throws IOException {
        write("a", "pt2d", points(68, -3.5));
        Annotations annotations = new Aflw2000Format().open(folder);
        assertEquals(-4.5f, annotations.photos().get(0).landmarks()[0]);
        assertEquals(List.of(), annotations.listed());
    }

    @Test
    void negativePointsOfTwentyOneAreHidden() throws IOException {
        write("a", "pt2d", points(21, 5));
        write("b", "pt2d", points(21, -1));
        Annotations annotations = new Aflw2000Format().open(folder);
        assertEquals(List.of("a.jpg"), names(annotations));
        assertEquals(
                List.of("b.mat missing-points hidden points, at negative coordinates"),
                annotations.listed().stream().map(Aflw2000FormatTest::describe).toList());
    }

    private static String describe(Rejected rejected) {
        return rejected.name() + " " + rejected.reason().key() + " " + rejected.detail();
    }

    private static List<String> names(Annotations annotations) {
        return annotations.photos().stream().map(photo -> photo.name()).toList();
    }

    /** x and y of points at (7, 7), but for the first one's x. */
    private static double[] points(int count, double first) {
        double[] values = new double[2 * count];
        Arrays.fill(values, 7);
        values[0] = first;
        return values;
    }

    private void write(String stem, String variable, double[] values) throws IOException {
        byte[] bytes = new MatBytes(ByteOrder.LITTLE_ENDIAN)
                .header()
                .matrix(variable, DOUBLE_CLASS, 2, values.length / 2, DOUBLE_NUMBERS, values)
                .done();
        Files.write(folder.resolve(stem + ".mat"), bytes);
        Files.createFile(folder.resolve(stem + ".jpg"));
    }
}
