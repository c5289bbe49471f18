package io.lightmark.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lengths worked out by hand, and which of them landmarks allow. */
class NormaliserTest {
    private static final double TOLERANCE = 1e-9;

    @ParameterizedTest(name = "{0} points")
    @CsvSource({
        "5, 'inter-ocular, box, diagonal, image-side', diagonal",
        "51, 'inter-ocular, inter-pupil, box, diagonal, image-side', inter-ocular",
        "68, 'inter-ocular, inter-pupil, box, diagonal, image-side', inter-ocular",
        "98, 'inter-ocular, inter-pupil, box, diagonal, image-side', inter-ocular",
        "7, 'box, diagonal, image-side', diagonal"
    })
    void allThatTheLandmarksAllow(int points, String names, String customary) {
        List<Normaliser> all = Normaliser.all(points);
        assertEquals(names, String.join(", ", all.stream().map(Normaliser::name).toList()), "names");
        assertEquals(customary, Normaliser.customary(points).name(), "customary");
        all.forEach(each -> assertFalse(each.definition().isBlank(), () -> "definition of " + each.name()));
    }

    @Test
    void lengthsOfThePicture() {
        float[] truth = new float[10];
        assertEquals(50, Normaliser.diagonal().length(truth, 30, 40), TOLERANCE, "diagonal");
        assertEquals(384, Normaliser.imageSide().length(truth, 384, 384), TOLERANCE, "a square crop");
        assertEquals(60, Normaliser.imageSide().length(truth, 90, 40), TOLERANCE, "a picture that is no square");
    }

    @Test
    void lengthsOfTheFace() {
        float[] five = {10, 10, 13, 14, 2, 1, 18, 1, 5, 26};
        assertEquals(5, Normaliser.interOcular(5).orElseThrow().length(five, 1, 1), TOLERANCE, "eyes of five points");
        assertEquals(20, Normaliser.box().length(five, 1, 1), TOLERANCE, "√(16 · 25)");
        assertEquals(0, Normaliser.interOcular(5).orElseThrow().length(new float[10], 1, 1), TOLERANCE, "coincident");
        assertTrue(Normaliser.interPupil(5).isEmpty(), "five points' eyes are their inter-ocular distance");
    }

    @Test
    void eyesOfSixtyEightPoints() {
        float[] truth = new float[2 * 68];
        for (int point = 36; point < 48; point++) {
            boolean right = point >= 42;
            truth[2 * point] = right ? 100 : 40;
            truth[2 * point + 1] = right ? 90 : 10;
        }
        truth[2 * 36] = 28;
        truth[2 * 45] = 118;
        double ocular = Math.hypot(90, 80);
        double pupil = Math.hypot((5 * 100 + 118) / 6.0 - (5 * 40 + 28) / 6.0, 80);
        assertEquals(ocular, Normaliser.interOcular(68).orElseThrow().length(truth, 1, 1), 1e-4, "outer corners");
        assertEquals(pupil, Normaliser.interPupil(68).orElseThrow().length(truth, 1, 1), 1e-4, "means of outlines");
        String definition = Normaliser.interOcular(68).orElseThrow().definition();
        assertTrue(definition.contains("36") && definition.contains("45"), definition);
    }
}
