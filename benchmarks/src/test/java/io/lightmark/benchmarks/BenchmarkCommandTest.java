package io.lightmark.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.lightmark.data.AnnotatedPicture;
import io.lightmark.models.Cascade48;
import io.lightmark.vision.image.Picture;
import io.lightmark.vision.image.PictureWriter;
import io.lightmark.vision.synthetic.SyntheticFaces;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as scripts call it: exit codes, and the keys of the file. Times themselves are never asserted. */
class BenchmarkCommandTest {
    private static final Set<String> DOCUMENT_KEYS =
            Set.of("device", "date", "warmUp", "method", "cores", "java", "rows");
    private static final Set<String> TIMING_KEYS = Set.of(
            "p50Micros",
            "p90Micros",
            "p99Micros",
            "meanMicros",
            "perImageMicros",
            "imagesPerSecond",
            "iterations",
            "blockP50Micros");
    private static final Set<String> ROW_KEYS = Set.of(
            "network",
            "name",
            "task",
            "batch",
            "threads",
            "simd",
            "runtime",
            "ratioToSixMillis",
            "ratioToOnnxRuntime",
            "ratioToPyTorch",
            "multiplyAdds",
            "peakMultiplyAddsPerSecond",
            "floorMicros",
            "agreement",
            "peers",
            "device",
            "date",
            "warmUp",
            "method");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aSingleRowStandsAtTheTop(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("deeper/one.json");
        assertEquals(
                0,
                run("--network cascade48 --batch 1 --threads 1 --peer onnxruntime" + " --protocol 0,0,0,1 --json "
                        + file),
                err::toString);
        Map<String, Object> document = JSON.std.mapFrom(Files.readString(file));
        assertEquals(with(DOCUMENT_KEYS, "p50Micros", "ratioToOnnxRuntime"), document.keySet(), "keys of the document");
        Map<?, ?> row = (Map<?, ?>) ((List<?>) document.get("rows")).get(0);
        assertEquals(with(ROW_KEYS, TIMING_KEYS.toArray(String[]::new)), row.keySet(), "keys of a row");
        assertEquals(row.get("p50Micros"), document.get("p50Micros"), "p50Micros at the top");
        assertEquals(row.get("ratioToOnnxRuntime"), document.get("ratioToOnnxRuntime"), "ratio at the top");
        Map<?, ?> peer = (Map<?, ?>) ((List<?>) row.get("peers")).get(0);
        assertEquals(with(TIMING_KEYS, "name", "runtime", "ratio"), peer.keySet(), "keys of a peer");
        assertEquals("onnxruntime", peer.get("name"), "name of the peer");
        assertEquals(
                number(row, "p50Micros") / number(peer, "p50Micros"),
                number(row, "ratioToOnnxRuntime"),
                1e-3 * number(row, "ratioToOnnxRuntime"),
                "the ratio is that of the medians");
        assertEquals(number(row, "p50Micros") / 6000, number(row, "ratioToSixMillis"), 1e-3, "ratio to 6 ms");
        assertEquals(4_720_576L, ((Number) row.get("multiplyAdds")).longValue(), "multiply-adds of one forward pass");
        assertTrue(number(row, "agreement") <= 1e-5, "agreement " + row.get("agreement"));
    }

    @Test
    void severalRowsAreATableAndAKeptFile(@TempDir Path folder) throws IOException {
        assertEquals(
                0,
                run("--batch 1,2 --task forward,cascade,file,training --training-batch 2"
                        + " --protocol 0,0,0,1 --record look --results " + folder),
                err::toString);
        try (var files = Files.walk(folder)) {
            List<Path> kept = files.filter(Files::isRegularFile).toList();
            assertEquals(1, kept.size(), "files kept: " + kept);
            assertTrue(
                    kept.get(0).getFileName().toString().matches("\\d{4}-\\d\\d-\\d\\d-look\\.json"), kept::toString);
            Map<String, Object> document = JSON.std.mapFrom(Files.readString(kept.get(0)));
            assertEquals(DOCUMENT_KEYS, document.keySet(), "no single row, so nothing at the top");
            List<?> rows = (List<?>) document.get("rows");
            assertEquals(
                    List.of("forward 1", "forward 2", "cascade 1", "cascade 2", "file 1", "file 2", "training 2"),
                    rows.stream()
                            .map(row -> ((Map<?, ?>) row).get("task") + " " + ((Map<?, ?>) row).get("batch"))
                            .toList(),
                    "tasks and batches");
        }
        List<String> table =
                out.toString().lines().filter(line -> line.startsWith("|")).toList();
        assertEquals(2 + 7, table.size(), () -> "head, rule and a line per row: " + out);
        assertEquals(
                1,
                table.stream()
                        .map(line -> line.chars().filter(c -> c == '|').count())
                        .distinct()
                        .count(),
                "columns");
    }

    @Test
    void aTrainedCascadeAndAPhotoAreTaken(@TempDir Path folder) throws IOException {
        Path model = folder.resolve("cascade.safetensors");
        Path photo = folder.resolve("photo.jpg");
        Path json = folder.resolve("out.json");
        FixedCascade.of(Cascade48.network(5), 3).save(model);
        AnnotatedPicture face = new SyntheticFaces(2).face(0);
        PictureWriter.writeJpeg(photo, new Picture(face.width(), face.height(), face.bgr()), 90);
        assertEquals(
                0,
                run("--task cascade,file --batch 1,3 --protocol 0,0,0,1 --peer onnxruntime --model " + model
                        + " --photo " + photo + " --json " + json),
                err::toString);
        List<?> rows = (List<?>) JSON.std.mapFrom(Files.readString(json)).get("rows");
        assertEquals(4, rows.size(), "two tasks with two batches");
        for (Object row : rows) {
            Map<?, ?> map = (Map<?, ?>) row;
            long batch = ((Number) map.get("batch")).longValue();
            assertEquals(
                    2 * 4_720_576L * batch, ((Number) map.get("multiplyAdds")).longValue(), "two levels, all pictures");
            assertTrue(number(map, "agreement") <= 1e-4, () -> "landmarks in pixels agree: " + map);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--batch 0",
                "--batch x",
                "--threads -1",
                "--network other",
                "--points 0",
                "--task fly",
                "--peer nobody",
                "--protocol 1,2,3",
                "--protocol 1,2,3,0",
                "--model no-such-file",
                "--photo no-such-file",
                "--no-such-option"
            })
    void wrongUsageIsTwo(String arguments) {
        assertEquals(2, run(arguments), () -> arguments + ": " + err);
        assertTrue(err.toString().contains("Usage"), () -> arguments + " prints the usage: " + err);
    }

    @Test
    void aFailedRunIsOne(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));
        int code = run("--device reference --protocol 0,0,0,1 --json " + file.resolve("under-a-file.json"));
        assertEquals(1, code, err::toString);
    }

    private int run(String arguments) {
        return BenchmarkCommand.run(arguments.split(" "), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private static double number(Map<?, ?> map, String key) {
        return ((Number) map.get(key)).doubleValue();
    }

    private static Set<String> with(Set<String> keys, String... more) {
        Set<String> all = new TreeSet<>(keys);
        all.addAll(List.of(more));
        return all;
    }
}
