package io.lightmark.cli.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.cascade.CascadeEvaluation;
import io.lightmark.cascade.CascadeEvaluation.LevelFigures;
import io.lightmark.cli.report.ReportSubject;
import io.lightmark.data.AnnotatedPicture;
import io.lightmark.data.MemoryPictureSet;
import io.lightmark.data.PictureSet;
import io.lightmark.data.PictureSets;
import io.lightmark.metric.ErrorFigures;
import io.lightmark.metric.NormalisedErrors;
import io.lightmark.metric.Normaliser;
import io.lightmark.vision.synthetic.SyntheticFaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Figures per attribute of five generated faces, whose errors are 9, 4, 1 and 2 %; the fifth has no length. */
final class AttributeFiguresTest {
    private static final int POINTS = 5;
    private static final double[] PERCENT = {9, 4, 1, 2, 50};
    private static final List<Set<String>> ATTRIBUTES =
            List.of(Set.of("pose", "blur"), Set.of("blur"), Set.of(), Set.of("pose"), Set.of("pose", "dark"));

    private final Map<String, Set<Integer>> attributes = PictureSets.byAttribute(faces());

    @Test
    void theReportHasASubsetForEachAttribute() {
        ReportSubject subject =
                ReportSubject.of("faces", "all", faces(), Normaliser.box().name());
        assertEquals(Map.of("blur", Set.of(0, 1), "dark", Set.of(4), "pose", Set.of(0, 3, 4)), subject.subsets());
    }

    @Test
    void theTableHasARowForEachAttribute() {
        String table = EvaluationTable.of(evaluation(), Normaliser.box().name(), attributes);
        List<String> rows =
                table.lines().map(line -> line.replaceAll(" {2,}", " | ")).toList();
        int heading = rows.indexOf("cascade / box | pictures | mean | interval | > 5 % | > 8 % | > 10 %");
        assertTrue(heading > 0, table);
        assertEquals(
                List.of(
                        "blur | 2 | 6.500 % | 4.000–9.000 | 50.000 % | 50.000 % | 0.000 %",
                        "dark | 0 | – | – | – | – | –",
                        "pose | 2 | 5.500 % | 2.000–9.000 | 50.000 % | 50.000 % | 0.000 %"),
                rows.subList(heading + 2, heading + 5),
                table);
        assertFalse(
                EvaluationTable.of(evaluation(), Normaliser.box().name(), Map.of())
                        .contains("pictures | mean"),
                "no rows");
    }

    @Test
    void theJsonHasFiguresForEachAttributeLevelAndLength() {
        Map<?, ?> box = map(((List<?>) ErrorsJson.of(evaluation(), attributes).get("level2")).get(0));
        assertEquals(
                List.of("blur", "dark", "pose"),
                List.copyOf(map(box.get("attributes")).keySet()),
                "in order");
        Map<?, ?> pose = map(map(box.get("attributes")).get("pose"));
        assertEquals(2, pose.get("used"));
        assertEquals(1, pose.get("skipped"));
        assertFigure(0.055, 0.02, 0.09, pose.get("mean"));
        Map<?, ?> tenth = map(((List<?>) pose.get("thresholds")).get(2));
        assertFigure(0.45, 0.1, 0.8, tenth.get("areaUnderCurve"));
        assertFigure(0, 0, 0, tenth.get("failureRate"));
        assertFigure(0.5, 0, 1, map(((List<?>) pose.get("thresholds")).get(0)).get("failureRate"));
        assertEquals(
                null,
                map(map(map(box.get("attributes")).get("dark")).get("mean")).get("value"));
        Map<?, ?> first = map(((List<?>) ErrorsJson.of(evaluation(), attributes).get("level1")).get(0));
        assertFigure(
                0.11, 0.04, 0.18, map(map(first.get("attributes")).get("pose")).get("mean"));
    }

    /** Of two pictures a resample has one alone in a quarter of the cases: the 95 % interval ends at their errors. */
    private static void assertFigure(double value, double low, double high, Object figure) {
        assertEquals(value, (Double) map(figure).get("value"), 1e-12, figure.toString());
        assertEquals(low, (Double) map(figure).get("low"), 1e-12, figure.toString());
        assertEquals(high, (Double) map(figure).get("high"), 1e-12, figure.toString());
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static CascadeEvaluation evaluation() {
        return new CascadeEvaluation(PERCENT.length, List.of(level(2), level(1)));
    }

    private static LevelFigures level(double factor) {
        double[][] distances = new double[PERCENT.length][POINTS];
        for (int i = 0; i < distances.length; i++) {
            Arrays.fill(distances[i], factor * PERCENT[i]);
        }
        ErrorFigures byBox = ErrorFigures.of(POINTS, distances, new double[] {100, 100, 100, 100, 0});
        ErrorFigures byDiagonal = ErrorFigures.of(POINTS, distances, new double[] {200, 200, 200, 200, 200});
        return new LevelFigures(
                List.of(
                        NormalisedErrors.by(Normaliser.box(), byBox),
                        NormalisedErrors.by(Normaliser.diagonal(), byDiagonal)),
                byDiagonal,
                0,
                0);
    }

    private static PictureSet faces() {
        SyntheticFaces source = new SyntheticFaces(8, 48, 48);
        List<AnnotatedPicture> faces = new ArrayList<>();
        for (Set<String> attributes : ATTRIBUTES) {
            AnnotatedPicture face = source.face(faces.size());
            faces.add(new AnnotatedPicture(
                    face.name(), face.split(), face.width(), face.height(), face.bgr(), face.landmarks(), attributes));
        }
        return new MemoryPictureSet(faces, POINTS);
    }
}
