package io.lightmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cli.experiment.TrialExperiment;
import io.lightmark.data.PackedDataset;
import io.lightmark.vision.synthetic.SyntheticFaces;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An experiment from the command line: every run once, resumed where it stopped, one table at the end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExperimentTest {
    @TempDir
    private static Path folder = Path.of("");

    private Path faces = Path.of("");

    @BeforeAll
    void generate() {
        faces = folder.resolve("faces");
        new SyntheticFaces(5, 64, 72).write(faces, 60);
    }

    @Test
    void runsAreJudgedOnHeldOutPicturesAndTabled() throws IOException {
        Path out = folder.resolve("table");
        Path json = folder.resolve("table.json");
        Outcome outcome = trial("--out", out, "--recipes", "short,long", "--json", json);
        assertEquals(0, outcome.code(), outcome::toString);
        Map<String, Object> result = Outcome.json(out.resolve("small-short/result.json"));
        Map<String, Object> model = map(result, "model");
        assertEquals(237_818, model.get("parameters"), model::toString);
        assertEquals(
                (int) Files.size(out.resolve("small-short/model.safetensors")),
                model.get("fileBytes"),
                model::toString);
        assertEquals(
                5,
                LandmarkCascade.load(out.resolve("small-short/model.safetensors"))
                        .points());
        List<?> predictions = (List<?>) result.get("predictions");
        Map<String, Object> data = map(result, "data");
        assertEquals(predictions.size(), data.get("judged"), data::toString);
        try (PackedDataset heldOut = PackedDataset.open(out.resolve("held-out.safetensors"))) {
            assertEquals(predictions.size(), heldOut.size(), "pictures kept");
            assertEquals(heldOut.name(0), ((Map<?, ?>) predictions.get(0)).get("picture"));
        }
        List<?> losses = (List<?>) map(result, "curve").get("losses");
        assertEquals((Integer) map(result, "effort").get("steps"), losses.size(), "a loss for every step");
        double mean = (Double) map(map(result, "errors"), "interOcular").get("mean");
        assertTrue(mean > 0, result::toString);
        String shown = String.format(Locale.ROOT, "%.3f", 100 * mean);
        assertTrue(outcome.out().contains(shown), () -> shown + " in " + outcome);
        assertTrue(outcome.out().contains("1.25"), () -> "the published figure in " + outcome);
        String markdown = Files.readString(out.resolve("table.md"));
        assertTrue(markdown.contains("| Cascade48 | short |") && markdown.contains("| Cascade48 | long |"), markdown);
        assertTrue(markdown.contains(shown) && markdown.contains("seed 1"), markdown);
        assertEquals(2, ((List<?>) Outcome.json(json).get("runs")).size(), "runs in " + json);
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("Cascade48, short") && page.contains("Cascade48, long"), "both runs on the page");
        assertTrue(page.contains("data:image/"), "pictures on the page");
        assertFalse(
                Files.exists(out.resolve("small-short/checkpoints/level1/best.safetensors")), "no checkpoints stay");
    }

    @Test
    void finishedRunsAreNotRepeated() throws IOException {
        Path out = folder.resolve("resumed");
        assertEquals(0, trial("--out", out).code());
        Path model = out.resolve("small-short/model.safetensors");
        FileTime written = Files.getLastModifiedTime(model);
        Outcome refused = trial("--out", out);
        assertEquals(2, refused.code(), refused::toString);
        assertTrue(refused.err().contains("--resume"), refused::toString);
        Outcome resumed = trial("--out", out, "--recipes", "short,long", "--runs", "1/2", "--resume");
        assertEquals(0, resumed.code(), resumed::toString);
        assertTrue(resumed.err().contains("small-short: finished before"), resumed::toString);
        assertFalse(Files.exists(out.resolve("small-long")), "the other share's run");
        assertEquals(written, Files.getLastModifiedTime(model), "the model is the old one");
        Outcome other = trial("--out", out, "--seed", "2", "--resume");
        assertEquals(1, other.code(), other::toString);
        assertTrue(other.err().contains("choose another folder"), other::toString);
    }

    @Test
    void runsOfOneFolderAreJudgedOnTheSamePictures() throws IOException {
        Path out = folder.resolve("first");
        assertEquals(0, trial("--out", out).code());
        Outcome mixed = trial("--out", out, "--recipes", "long", "--seed", "2", "--resume");
        assertEquals(1, mixed.code(), mixed::toString);
        assertTrue(mixed.err().contains("same held-out pictures"), mixed::toString);
        assertFalse(Files.exists(out.resolve("small-long/result.json")), "nothing is trained");
        Path copied = Files.createDirectory(out.resolve("small-copied"));
        String result = Files.readString(out.resolve("small-short/result.json"));
        Files.writeString(copied.resolve("result.json"), result.replace("heldOut=", "heldOut=other"));
        Outcome refused = trial("--out", out, "--resume");
        assertEquals(1, refused.code(), refused::toString);
        assertTrue(refused.err().contains("same held-out pictures"), refused::toString);
    }

    @Test
    void brokenResultsAreNamedWithTheirPlace() throws IOException {
        Path out = folder.resolve("broken");
        assertEquals(0, trial("--out", out).code());
        Path result = out.resolve("small-short/result.json");
        String text = Files.readString(result);
        Files.writeString(result, text.substring(0, text.length() / 2));
        Outcome cut = trial("--out", out, "--resume");
        assertEquals(1, cut.code(), cut::toString);
        assertTrue(cut.err().matches("(?s).*result\\.json:\\d+:\\d+: Expected a JSON object.*"), cut::toString);
        Files.writeString(result, text.replace("\"fileBytes\" :", "\"bytes\" :"));
        Outcome missing = trial("--out", out, "--resume");
        assertEquals(1, missing.code(), missing::toString);
        assertTrue(missing.err().contains("a whole number in 'model.fileBytes'"), missing::toString);
    }

    @Test
    void reportsNeedResults() {
        Outcome outcome = Outcome.of("experiment", "report", "--out", folder.resolve("nothing"));
        assertEquals(2, outcome.code(), outcome::toString);
        assertTrue(outcome.err().contains("finished runs"), outcome::toString);
    }

    private Outcome trial(Object... more) {
        CommandLine line = Lightmark.commandLine(List.of(TrialExperiment.TABLE));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Object[] fixed = {"experiment", "trial", "--data", faces, "--hold-out", "0.2", "--progress", "lines"};
        Object[] all = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        String[] words = Arrays.stream(all).map(String::valueOf).toArray(String[]::new);
        int code = line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
        return new Outcome(String.join(" ", words), code, out.toString(), err.toString());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> json, String key) {
        assertTrue(json.get(key) instanceof Map, () -> key + " in " + json);
        return (Map<String, Object>) json.get(key);
    }
}
