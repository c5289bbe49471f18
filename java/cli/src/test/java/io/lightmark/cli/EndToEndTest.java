package io.lightmark.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.cli.training.Checkpoints;
import io.lightmark.vision.synthetic.SyntheticFaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The main job on a few generated faces with a few steps, in a German locale: pack, train, evaluate, predict, inspect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EndToEndTest {
    private static final List<String> FIGURES = List.of(
            "meanErrorByDiagonal",
            "medianErrorByDiagonal",
            "p90ErrorByDiagonal",
            "meanErrorPerPointByDiagonal",
            "medianErrorPerPointByDiagonal",
            "meanErrorByOwnDiagonal",
            "medianErrorByOwnDiagonal",
            "meanErrorByInterOcular",
            "medianErrorByInterOcular",
            "used",
            "skipped",
            "skippedInterOcular",
            "notFinite",
            "clamped",
            "replaced");

    private final Locale before = Locale.getDefault();

    @TempDir
    private static Path folder = Path.of("");

    private Path faces = Path.of("");
    private Path packed = Path.of("");
    private Path model = Path.of("");

    @BeforeAll
    void packAndTrain() {
        Locale.setDefault(Locale.GERMAN);
        faces = folder.resolve("faces");
        new SyntheticFaces(3, 64, 72).write(faces, 40);
        packed = folder.resolve("faces.safetensors");
        Path json = folder.resolve("pack.json");
        Outcome pack = Outcome.of("pack", "--data", faces, "--out", packed, "--json", json);
        assertEquals(0, pack.code(), pack::toString);
        assertTrue(pack.out().contains("40 read = 40 used + 0 listed"), pack::toString);
        assertEquals(40, map(Outcome.json(json), "dataset").get("used"));
        model = folder.resolve("new/model.safetensors");
        Outcome train =
                train(model, "--steps", "4", "--plots", folder.resolve("plots"), "--json", folder.resolve("t.json"));
        assertEquals(0, train.code(), train::toString);
    }

    @AfterAll
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void trainingReportsAndRefusesToOverwrite() {
        Map<String, Object> json = Outcome.json(folder.resolve("t.json"));
        assertEquals("lightmark train cascade", json.get("command"), json::toString);
        assertEquals(model.toString(), json.get("model"), json::toString);
        assertEquals("1", map(json, "provenance").get("seed"), json::toString);
        assertTrue(Files.isRegularFile(folder.resolve("plots/loss-level1.png")), "loss curve of level 1");
        assertTrue(Files.isRegularFile(folder.resolve("plots/loss-level2.png")), "loss curve of level 2");
        Outcome again = train(model, "--steps", "4");
        assertEquals(2, again.code(), again::toString);
        assertTrue(again.err().contains("--force"), again::toString);
    }

    @Test
    void checkpointsOfAnEarlierRunAreNotMixedUp() throws IOException {
        Path other = folder.resolve("other.safetensors");
        assertEquals(0, train(other, "--steps", "2", "--levels", "1").code());
        Files.delete(other);
        Outcome silent = train(other, "--steps", "2", "--levels", "1");
        assertEquals(2, silent.code(), silent::toString);
        assertTrue(silent.err().contains("--resume"), silent::toString);
        Outcome resumed = train(other, "--steps", "2", "--levels", "1", "--resume");
        assertEquals(0, resumed.code(), resumed::toString);
        assertTrue(resumed.err().contains("resumed after 2 of 2 steps"), resumed::toString);
        Files.delete(other);
        Outcome different = train(other, "--steps", "3", "--levels", "1", "--resume");
        assertEquals(1, different.code(), different::toString);
        assertTrue(different.err().contains("checkpoints of this run"), different::toString);
        Outcome forced = train(other, "--steps", "3", "--levels", "1", "--force");
        assertEquals(0, forced.code(), forced::toString);
    }

    @Test
    void trainingTakesFromOlderModels() throws IOException {
        Path student = folder.resolve("student.safetensors");
        Path json = folder.resolve("student.json");
        Outcome outcome = train(student, "--epochs", "0.25,0.5", "--start", model, "--average", "2", "--json", json);
        assertEquals(0, outcome.code(), outcome::toString);
        String preset = String.valueOf(map(Outcome.json(json), "provenance").get("level1.preset"));
        assertTrue(preset.contains("best=2"), preset);
        assertTrue(outcome.err().contains("weights of the older model"), outcome::toString);
        assertTrue(outcome.err().contains("best steps"), () -> "what became of the average in " + outcome);
        Checkpoints checkpoints = Checkpoints.besides(student);
        assertTrue(checkpoints.exist(), "checkpoints");
        checkpoints.remove();
        try (Stream<Path> files = Files.walk(checkpoints.folder())) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().endsWith(".safetensors"))
                            .toList(),
                    "every file that a run may go on from is known and removed");
        }
        Path taught = folder.resolve("taught.safetensors");
        Outcome teaching = train(
                taught, "--steps", "2", "--teacher", model, "--teacher-share", "0.25", "--levels", "1", "--json", json);
        assertEquals(0, teaching.code(), teaching::toString);
        preset = String.valueOf(map(Outcome.json(json), "provenance").get("level1.preset"));
        assertTrue(preset.contains("share=0.25"), preset);
        Outcome elsewhere = train(
                folder.resolve("elsewhere.safetensors"), "--steps", "1", "--teacher", model, "--crop", "spread 0.5");
        assertEquals(2, elsewhere.code(), elsewhere::toString);
        assertTrue(elsewhere.err().contains("looks at 'spread 0.5'"), elsewhere::toString);
        Outcome unlike = train(
                folder.resolve("unlike.safetensors"),
                "--steps",
                "1",
                "--network",
                "mobilenet-v2-0.1@32",
                "--start",
                model);
        assertEquals(1, unlike.code(), unlike::toString);
        assertTrue(unlike.err().contains("share a name and a shape"), unlike::toString);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--loss soft-wing --optimizer sgd --rate 0.001 | function=SoftWing[ | Sgd[momentum=0.9 | rate=0.001,",
                "--loss nme --optimizer rmsprop --decay 0.5 | InterOcularError[] | Rmsprop[ | weightDecay=0.5,",
                "--loss mse --clip 0.25 --ema 0.75 | Squared[] | maxNorm=0.25 | averageDecay=0.75",
                "--optimizer adam --recipe none | SmoothL1[ | decoupled=false | flip=0.0"
            })
    void theSolverIsChosenAndKeptInTheModel(String options, String loss, String second, String third)
            throws IOException {
        Path out = Files.createTempDirectory(folder, "solver").resolve("m.safetensors");
        Path json = folder.resolve("solver.json");
        Object[] chosen =
                append(new Object[] {"--steps", "2", "--levels", "1", "--json", json}, (Object[]) options.split(" "));
        Outcome outcome = train(out, chosen);
        assertEquals(0, outcome.code(), outcome::toString);
        String preset = String.valueOf(map(Outcome.json(json), "provenance").get("level1.preset"));
        for (String expected : List.of(loss, second, third)) {
            assertTrue(preset.contains(expected), () -> expected + " in " + preset);
        }
    }

    @ParameterizedTest(name = "{0} split")
    @CsvSource({"val,4", "test,4", "train,32", "all,40"})
    void evaluates(String split, int pictures) {
        Path json = folder.resolve("e-" + split + ".json");
        Outcome outcome = Outcome.of("evaluate", "--model", model, "--data", packed, "--split", split, "--json", json);
        assertEquals(0, outcome.code(), outcome::toString);
        Map<String, Object> map = Outcome.json(json);
        assertEquals("lightmark evaluate", map.get("command"));
        assertEquals(split, map.get("split"));
        assertEquals(pictures, map.get("read"), map::toString);
        assertEquals(map.get("cascade"), map.get("level2"), "the cascade is its last level");
        for (String level : List.of("level1", "level2", "cascade")) {
            Map<String, Object> figures = map(map, level);
            FIGURES.forEach(key -> assertTrue(figures.containsKey(key), () -> level + "." + key + " in " + figures));
            assertEquals(pictures, figures.get("used"), level);
            assertEquals(5, ((List<?>) figures.get("meanErrorPerPointByDiagonal")).size(), level);
        }
        double mean = (Double) map(map, "cascade").get("meanErrorByDiagonal");
        assertTrue(
                outcome.out().contains(String.format(Locale.ROOT, "%.3f %%", 100 * mean)),
                () -> "the table shows " + mean + ": " + outcome);
        assertTrue(outcome.out().contains("left mouth corner"), outcome::toString);
    }

    @Test
    void evaluationDrawsPictures() throws IOException {
        Path plots = folder.resolve("report");
        Outcome outcome = Outcome.of("evaluate", "--model", model, "--data", faces, "--plots", plots);
        assertEquals(0, outcome.code(), outcome::toString);
        for (String name : List.of("contact-sheet.png", "error-histogram.png", "cumulative-error.png")) {
            assertTrue(Files.size(plots.resolve(name)) > 1000, () -> name + " of " + outcome);
        }
    }

    @Test
    void evaluationWritesAReportByAChosenLength() throws IOException {
        Path page = folder.resolve("page/report.html");
        Path json = folder.resolve("report.json");
        Object[] command = {"evaluate", "--model", model, "--data", packed, "--split", "all", "--tta", "flip+shift"};
        Outcome outcome = Outcome.of(append(command, "--normaliser", "box", "--report", page, "--json", json));
        assertEquals(0, outcome.code(), outcome::toString);
        Map<String, Object> map = Outcome.json(json);
        assertEquals("box", map.get("normaliser"));
        assertEquals("flip+shift 0.01", map.get("testTimeAveraging"));
        List<?> errors = (List<?>) map(map, "errors").get("level2");
        assertEquals(
                List.of("inter-ocular", "box", "diagonal", "image-side"),
                errors.stream()
                        .map(each -> ((Map<?, ?>) each).get("normaliser"))
                        .toList(),
                "what five points allow");
        Map<?, ?> mean = (Map<?, ?>) ((Map<?, ?>) errors.get(2)).get("mean");
        double value = (Double) mean.get("value");
        assertEquals(map(map, "cascade").get("meanErrorByDiagonal"), value, "the same figure under both keys");
        assertTrue((Double) mean.get("low") < value && value < (Double) mean.get("high"), mean::toString);
        String html = Files.readString(page);
        assertTrue(html.contains("Mean error of each region / box"), "regions in the page");
        assertTrue(html.contains("data:image/jpeg;base64,"), "pictures in the page");
        assertTrue(html.contains("--tta flip+shift"), "the command in the page");
        Outcome refused = Outcome.of(append(command, "--normaliser", "inter-pupil"));
        assertEquals(2, refused.code(), refused::toString);
        assertTrue(refused.err().contains("[inter-ocular, box, diagonal, image-side]"), refused::toString);
    }

    @Test
    void referenceAgrees() {
        Path json = folder.resolve("reference.json");
        Path fast = folder.resolve("cpu.json");
        Outcome reference =
                Outcome.of("evaluate", "--model", model, "--data", packed, "--device", "reference", "--json", json);
        Outcome cpu = Outcome.of("evaluate", "--model", model, "--data", packed, "--device", "cpu", "--json", fast);
        assertAll(
                () -> assertEquals(0, reference.code(), reference::toString),
                () -> assertTrue(reference.err().contains("device: "), reference::toString),
                () -> assertEquals(0, cpu.code(), cpu::toString),
                () -> assertEquals(
                        (Double) map(Outcome.json(json), "level1").get("meanErrorByDiagonal"),
                        (Double) map(Outcome.json(fast), "level1").get("meanErrorByDiagonal"),
                        1e-3,
                        "error of level 1 on both devices"));
    }

    @Test
    void predictsReportsBadPhotosAndGoesOn() throws IOException {
        Path mixed = Files.createDirectories(folder.resolve("mixed"));
        Path good = faces.resolve("img_celeba/000001.jpg");
        Path cut = mixed.resolve("a-cut.jpg");
        byte[] bytes = Files.readAllBytes(good);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        Files.copy(good, mixed.resolve("b,good.jpg"));
        Files.writeString(mixed.resolve("notes.txt"), "no photo");
        Path json = folder.resolve("p.json");
        Path drawn = folder.resolve("drawn");
        Outcome outcome = Outcome.of(
                "predict",
                "--model",
                model,
                mixed,
                good,
                folder.resolve("none.jpg"),
                "--csv",
                "--json",
                json,
                "--draw",
                drawn);
        assertEquals(1, outcome.code(), outcome::toString);
        List<String> lines = outcome.out().lines().toList();
        assertEquals("file,width,height,sound,x1,y1,x2,y2,x3,y3,x4,y4,x5,y5", lines.get(0), outcome::toString);
        assertEquals(3, lines.size(), outcome::toString);
        assertTrue(lines.get(1).startsWith("\"" + mixed.resolve("b,good.jpg") + "\","), outcome::toString);
        assertTrue(lines.get(2).matches(".*,\\d+,\\d+,(true|false)(,-?\\d+\\.\\d\\d){10}"), outcome::toString);
        assertTrue(outcome.err().contains("4 read = 2 predicted"), outcome::toString);
        Map<String, Object> map = Outcome.json(json);
        assertEquals(2, map.get("predicted"), map::toString);
        assertEquals(2, map.get("failed"), map::toString);
        Map<?, ?> failure = (Map<?, ?>) ((List<?>) map.get("failures")).get(0);
        assertEquals("truncated", failure.get("reason"), failure::toString);
        Map<?, ?> picture = (Map<?, ?>) ((List<?>) map.get("pictures")).get(1);
        assertEquals(5, ((List<?>) picture.get("points")).size(), picture::toString);
        assertEquals(2, ((List<?>) picture.get("levels")).size(), picture::toString);
        assertTrue(Files.isRegularFile(drawn.resolve("000001.png")), "a drawing");
        assertTrue(Files.isRegularFile(drawn.resolve("b,good.png")), "a drawing");
    }

    @Test
    void jsonAloneOnTheStandardOutput() throws IOException {
        Outcome outcome =
                Outcome.of("predict", "--model", model, faces.resolve("img_celeba/000002.jpg"), "--json", "-");
        assertEquals(0, outcome.code(), outcome::toString);
        Path file = Files.writeString(folder.resolve("stdout.json"), outcome.out());
        assertEquals(1, Outcome.json(file).get("predicted"), outcome::toString);
    }

    @Test
    void inspects() {
        Path json = folder.resolve("i.json");
        Outcome network = Outcome.of("inspect", "cascade48", "--json", json);
        assertEquals(0, network.code(), network::toString);
        assertTrue(network.out().contains("237,818"), network::toString);
        assertTrue(network.out().contains("4,720,576"), network::toString);
        assertEquals(237_818, Outcome.json(json).get("parameters"));
        assertEquals(4_720_576, Outcome.json(json).get("multiplyAdds"));
        Outcome file = Outcome.of("inspect", model, "--json", json);
        assertEquals(0, file.code(), file::toString);
        assertEquals("cascade 1", Outcome.json(json).get("kind"), file::toString);
        assertEquals(2 * 237_818, Outcome.json(json).get("parameters"), file::toString);
        assertTrue(file.out().contains("provenance.seed: 1"), file::toString);
        Outcome pack = Outcome.of("inspect", packed, "--json", json);
        assertEquals(0, pack.code(), pack::toString);
        assertEquals("packed dataset", Outcome.json(json).get("kind"), pack::toString);
        assertEquals(32, map(Outcome.json(json), "splits").get("train"), pack::toString);
        Outcome checkpoint = Outcome.of("inspect", folder.resolve("new/model.checkpoints/level1/best.safetensors"));
        assertEquals(0, checkpoint.code(), checkpoint::toString);
        assertTrue(checkpoint.out().contains("fc2.weight"), checkpoint::toString);
    }

    @Test
    void damagedModelFailsWithAReasonAndATraceOnlyOnRequest() throws IOException {
        Path damaged = folder.resolve("damaged.safetensors");
        byte[] bytes = Files.readAllBytes(model);
        bytes[bytes.length - 5] ^= 1;
        Files.write(damaged, bytes);
        Outcome outcome = Outcome.of("evaluate", "--model", damaged, "--data", packed);
        assertEquals(1, outcome.code(), outcome::toString);
        assertTrue(outcome.err().contains("Fix:"), outcome::toString);
        assertFalse(outcome.err().contains("\tat "), outcome::toString);
        Outcome debug = Outcome.of("evaluate", "--debug", "--model", damaged, "--data", packed);
        assertEquals(1, debug.code(), debug::toString);
        assertTrue(debug.err().contains("\tat io.lightmark"), debug::toString);
    }

    @Test
    void emptySplitIsExplained() {
        Path folderOfTwo = folder.resolve("two");
        new SyntheticFaces(4, 64, 64).write(folderOfTwo, 2);
        Outcome outcome = Outcome.of("evaluate", "--model", model, "--data", folderOfTwo);
        assertEquals(1, outcome.code(), outcome::toString);
        assertTrue(outcome.err().contains("split 'val'"), outcome::toString);
    }

    @Test
    void demoWritesEverythingItLists() {
        Path out = folder.resolve("demo");
        Outcome outcome =
                Outcome.of("demo", "--out", out, "--faces", "30", "--steps", "2", "--batch", "8", "--discard", "100");
        assertEquals(0, outcome.code(), outcome::toString);
        for (String name : List.of(
                "cascade.safetensors",
                "contact-sheet.png",
                "loss-level1.png",
                "loss-level2.png",
                "error-histogram.png",
                "cumulative-error.png",
                "demo.json")) {
            assertTrue(Files.isRegularFile(out.resolve(name)), () -> name + " of " + outcome);
            assertTrue(outcome.out().contains(name), () -> name + " in " + outcome);
        }
        for (int step = 1; step <= 6; step++) {
            assertTrue(outcome.err().contains("[" + step + "/6] "), outcome::toString);
        }
        Map<String, Object> latency = map(Outcome.json(out.resolve("demo.json")), "latency");
        for (String key : List.of("levelForward", "cascadeFromPicture", "cascadeFromJpeg")) {
            assertTrue((Double) map(latency, key).get("p50Micros") > 0, latency::toString);
        }
    }

    @Test
    void demoOnRealPicturesWithinATime() {
        Path out = folder.resolve("demo-real");
        Outcome outcome =
                Outcome.of("demo", "--data", packed, "--out", out, "--seconds", "0.1", "--batch", "4", "--levels", "1");
        assertEquals(0, outcome.code(), outcome::toString);
        assertTrue(outcome.out().contains("Held out: val split"), outcome::toString);
        assertTrue(outcome.err().contains("[5/5] "), outcome::toString);
        assertEquals(4, Outcome.json(out.resolve("demo.json")).get("read"), outcome::toString);
    }

    @Test
    void doctorIsHealthy() {
        Path json = folder.resolve("doctor.json");
        Outcome outcome = Outcome.of("doctor", "--json", json);
        assertEquals(0, outcome.code(), outcome::toString);
        Map<String, Object> map = Outcome.json(json);
        assertEquals(true, map.get("healthy"), map::toString);
        for (String check : List.of(
                "java",
                "system",
                "processor",
                "memory",
                "native",
                "simd",
                "arithmetic",
                "opencv",
                "gpu",
                "cudaDevices",
                "cudaImages",
                "cudnn",
                "cudaStandIn")) {
            assertTrue(map(map, check).containsKey("found"), () -> check + " in " + map);
        }
    }

    private Outcome train(Path out, Object... more) {
        Object[] fixed = {"train", "cascade", "--data", packed, "--out", out, "--batch", "8", "--discard", "100"};
        return Outcome.of(append(fixed, more));
    }

    private static Object[] append(Object[] fixed, Object... more) {
        Object[] all = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return all;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> json, String key) {
        assertTrue(json.get(key) instanceof Map, () -> key + " in " + json);
        return (Map<String, Object>) json.get(key);
    }
}
