package io.lightmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.vision.pointfile.PtsFile;
import io.lightmark.vision.synthetic.SyntheticFaces;
import io.lightmark.vision.text.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What predict writes is read again: as it is, and moved by known distances, which evaluate then must find. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PredictedLandmarksTest {
    @TempDir
    private static Path folder = Path.of("");

    private Path faces = Path.of("");
    private Path model = Path.of("");

    @BeforeAll
    void train() {
        faces = folder.resolve("faces");
        new SyntheticFaces(3, 64, 72).write(faces, 20);
        model = folder.resolve("model.safetensors");
        Outcome train = Outcome.of(
                "train", "cascade", "--data", faces, "--out", model, "--batch", "8", "--levels", "1", "--steps", "1");
        assertEquals(0, train.code(), train::toString);
    }

    @Test
    void evaluationMeasuresEachAttribute() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("described"));
        for (int i = 1; i <= 4; i++) {
            Files.copy(faces.resolve("img_celeba/00000" + i + ".jpg"), photos.resolve(i + ".jpg"));
        }
        Outcome predicted = Outcome.of("predict", "--model", model, photos);
        assertEquals(0, predicted.code(), predicted::toString);
        List<String> rows = predicted.out().lines().toList();
        int[] shifts = {1, 2, 14, 0};
        String[] words = {"near", "near turned", "far", ""};
        List<String> truth = new ArrayList<>(List.of(rows.get(0) + ",attributes"));
        double[] errors = new double[4];
        for (int i = 0; i < 4; i++) {
            String[] cells = rows.get(1 + i).split(",");
            cells[0] = (i + 1) + ".jpg";
            for (int x = 4; x < cells.length; x += 2) {
                cells[x] = String.format(Locale.ROOT, "%.2f", Double.parseDouble(cells[x]) + shifts[i]);
            }
            errors[i] = shifts[i] / Math.hypot(Double.parseDouble(cells[1]), Double.parseDouble(cells[2]));
            truth.add(String.join(",", cells) + "," + words[i]);
        }
        Path list = Files.write(photos.resolve("truth.csv"), truth);
        Path json = folder.resolve("described.json");
        Path page = folder.resolve("described.html");
        Outcome outcome = Outcome.of(
                "evaluate",
                "--model",
                model,
                "--data",
                list,
                "--split",
                "all",
                "--normaliser",
                "diagonal",
                "--report",
                page,
                "--json",
                json);
        assertEquals(0, outcome.code(), outcome::toString);
        Map<?, ?> diagonal =
                (Map<?, ?>) ((List<?>) ((Map<?, ?>) Outcome.json(json).get("errors")).get("level1")).get(2);
        assertEquals("diagonal", diagonal.get("normaliser"));
        Map<?, ?> attributes = (Map<?, ?>) diagonal.get("attributes");
        assertEquals(Set.of("far", "near", "turned"), attributes.keySet());
        assertEquals((errors[0] + errors[1]) / 2, mean(attributes.get("near")), 2e-4, outcome::toString);
        assertEquals(errors[1], mean(attributes.get("turned")), 2e-4, outcome::toString);
        assertEquals(errors[2], mean(attributes.get("far")), 2e-4, outcome::toString);
        String all = " +100\\.000 % +100\\.000 % +100\\.000 %";
        assertTrue(outcome.out().lines().anyMatch(line -> line.matches("far +1 .*" + all)), outcome::toString);
        assertTrue(outcome.out().lines().anyMatch(line -> line.matches("near +2 .* 0\\.000 %")), outcome::toString);
        String html = Files.readString(page);
        assertTrue(html.contains("Mean error of each subset of the pictures / diagonal"), "subsets in the page");
        assertTrue(html.contains("near (2 pictures) [%]"), "the attribute in the page");
    }

    @Test
    void predictsPointFilesThatAreReadBack() throws IOException {
        Path others = folder.resolve("others");
        new SyntheticFaces(5, 64, 72).write(others, 1);
        Path first = faces.resolve("img_celeba/000001.jpg");
        Path sameName = others.resolve("img_celeba/000001.jpg");
        Path points = folder.resolve("points");
        Path json = folder.resolve("points.json");
        Outcome outcome = Outcome.of("predict", "--model", model, first, sameName, "--pts", points, "--json", json);
        assertEquals(0, outcome.code(), outcome::toString);
        List<?> pictures = (List<?>) Outcome.json(json).get("pictures");
        List<String> names = List.of("000001.pts", "000001-2.pts");
        assertEquals(2, pictures.size(), outcome::toString);
        assertEquals(2, ((List<?>) Outcome.json(json).get("pointFiles")).size(), outcome::toString);
        for (int i = 0; i < 2; i++) {
            float[] read = PtsFile.parse(TextFile.read(points.resolve(names.get(i))));
            List<?> pairs = (List<?>) ((Map<?, ?>) pictures.get(i)).get("points");
            assertEquals(pairs.size(), read.length / 2, names.get(i));
            for (int k = 0; k < read.length; k++) {
                double predicted = (Double) ((List<?>) pairs.get(k / 2)).get(k % 2);
                assertEquals(predicted, read[k], 2e-5, names.get(i) + ", number " + k);
            }
        }
        Outcome refused = Outcome.of("predict", "--model", model, first, sameName, "--pts", points);
        assertEquals(2, refused.code(), refused::toString);
        assertTrue(refused.err().contains("--pts"), refused::toString);
        Outcome forced = Outcome.of("predict", "--model", model, first, sameName, "--pts", points, "--force");
        assertEquals(0, forced.code(), forced::toString);
    }

    private static double mean(Object figures) {
        return (Double) ((Map<?, ?>) ((Map<?, ?>) figures).get("mean")).get("value");
    }
}
