package io.lightmark.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.benchmarks.measure.Machine;
import io.lightmark.benchmarks.measure.Protocol;
import io.lightmark.benchmarks.measure.Timing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTableTest {
    private static final Path ROOT = Path.of("..");

    @Test
    void readmeShowsTheKeptResults() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"), StandardCharsets.UTF_8);
        String tables = ResultsTable.tables(ROOT.resolve("benchmarks/results"));
        assertEquals(ResultsTable.insert(readme, tables), readme, "run ResultsTable, see benchmarks/README.md");
    }

    @Test
    void keptReportBecomesATable(@TempDir Path folder) throws IOException {
        report("2026-01-02", 120, 100).write(place(folder, "2026-01-02"));
        report("2026-01-03", 90.06, 100).write(place(folder, "2026-01-03"));
        String tables = ResultsTable.tables(folder);
        assertTrue(
                tables.indexOf("2026-01-03") < tables.indexOf("2026-01-02"), () -> "the newest comes first: " + tables);
        List<String> lines = tables.lines().filter(line -> line.startsWith("|")).toList();
        assertEquals(8, lines.size(), () -> "two tables of a head, a rule and two rows: " + tables);
        assertEquals(
                "| forward | 2 | 1 | lightmark (avx2) | 90.1 | 91.0 | 92.0 | 45.0 | 0.008 | 22207 |  |",
                lines.get(2),
                "our row");
        assertEquals(
                "| forward | 2 | 1 | onnxruntime | 100.0 | 91.0 | 92.0 | 50.0 | 0.008 | 20000 | 0.90 |",
                lines.get(3),
                "the peer's row");
    }

    @Test
    void insertKeepsTheRestAndIsStable() {
        String readme = "a\n<!-- results: written by ResultsTable -->\nold\n<!-- end of results -->\nz\n";
        String once = ResultsTable.insert(readme, "new\n");
        assertEquals(
                "a\n<!-- results: written by ResultsTable -->\n\nnew\n<!-- end of results -->\nz\n", once, "replaced");
        assertEquals(once, ResultsTable.insert(once, "new\n"), "a second time changes nothing");
        assertThrows(IllegalArgumentException.class, () -> ResultsTable.insert("no markers", "new\n"), "no markers");
    }

    @Test
    void depthwiseLayersStandBesideTheFastestVariantOfPyTorch(@TempDir Path folder) throws IOException {
        Path device = Files.createDirectories(folder.resolve("some-gpu-4c"));
        String layer = "{\"channels\": 32, \"side\": 112, \"kernel\": 3, \"stride\": 1, \"batch\": 8, \"pass\": ";
        Files.writeString(
                device.resolve("2026-01-02-depthwise.json"),
                "{\"table\": \"depthwise\", \"device\": \"Some GPU\", \"cores\": 4, \"rows\": [" + layer
                        + "\"forward\", \"p50Micros\": 10, \"gigabytesPerSecond\": 900, \"ofCopy\": 0.5}, " + layer
                        + "\"backward\", \"p50Micros\": 30, \"gigabytesPerSecond\": 800, \"ofCopy\": 0.25}]}");
        Files.writeString(
                device.resolve("2026-01-02-pytorch.json"),
                "{\"table\": \"pytorch\", \"rows\": [{\"task\": \"training\", \"p50Micros\": 1}, " + layer
                        + "\"forward\", \"task\": \"depthwise\", \"variant\": \"eager\", \"p50Micros\": 50}, "
                        + layer
                        + "\"forward\", \"task\": \"depthwise\", \"variant\": \"graph\", \"p50Micros\": 40}]}");
        String tables = ResultsTable.tables(folder);
        assertEquals(
                List.of(
                        "| 32x112 k3 s1 | 8 | 10.00 | 900 | 50.0 % | 40.00 (graph) | 0.25 | 30.00 | 800 | 25.0 % |  |  |"),
                tables.lines().filter(line -> line.startsWith("| 32x")).toList(),
                tables);
        assertTrue(tables.contains("at batch 8: forward 50.0 %, backward 25.0 %."), tables);
        assertEquals(1, tables.lines().filter(line -> line.startsWith("###")).count(), "no table of PyTorch alone");
    }

    private static Path place(Path folder, String date) {
        Path place = report(date, 1, 1).place(folder, "cascade48");
        assertEquals(folder.resolve("some-4c/" + date + "-cascade48.json"), place, "place of a kept report");
        return place;
    }

    private static Report report(String date, double ours, double theirs) {
        Row row = new Row(
                "cascade48",
                "forward",
                2,
                1,
                "avx2",
                0,
                9_441_152,
                5e10,
                new Row.Entry("lightmark", "ours", timing(ours)),
                List.of(new Row.Entry("onnxruntime", "theirs", timing(theirs))));
        return new Report(new Machine("Some CPU", 4), LocalDate.parse(date), Protocol.DEFAULT, List.of(row));
    }

    private static Timing timing(double micros) {
        return new Timing(micros, 91, 92, micros, 10, List.of(micros));
    }
}
