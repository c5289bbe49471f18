package io.lightmark.benchmarks.depthwise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.lightmark.backend.Backend;
import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.op.DepthwiseConv2d;
import io.lightmark.op.Pass;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command measures and writes; times themselves are never asserted. */
class DepthwiseTableTest {
    private static final DepthwiseLayer SMALL = new DepthwiseLayer(4, 3, 3, 1);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void layersAreDifferentAndKeepTheSideOverTheStride() {
        assertEquals(19, new HashSet<>(DepthwiseLayer.ALL).size(), "different layers");
        for (DepthwiseLayer layer : DepthwiseLayer.ALL) {
            DepthwiseConv2d op = layer.op(2);
            assertEquals(
                    layer.side() / layer.stride() + layer.side() % layer.stride(),
                    op.output().h(),
                    layer::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, 2, 2, two sets at least",
        "7, 0, 7, 2, as many calls as asked for",
        "1, 10000, 24, 24, sets that cover what is rotated",
        "1, 100000000, 512, 512, never more sets than a graph should have",
    })
    void callsTakeTurnsOnSets(int leastCalls, long rotated, int calls, int sets, String why) {
        long bytes = Float.BYTES * (2 * 3 * 3 * 4 + 3 * 3 * 4);
        assertEquals(bytes, SMALL.op(1).bytes(Pass.FORWARD), "bytes of a call: x, y and weight");
        try (Backend backend = new ReferenceBackend();
                RepeatedCalls repeated = RepeatedCalls.of(backend, SMALL.op(1), Pass.FORWARD, leastCalls, rotated)) {
            assertEquals(sets, repeated.sets(), "sets: " + why);
            assertEquals(calls, repeated.calls(), "calls: " + why);
            assertTrue(repeated.measure(0).median() > 0, "a time");
        }
    }

    @Test
    void theFileHoldsEveryLayerInBothDirections(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("depthwise.json");
        int code = run("--device reference --batch 1,2 --calls 1 --rotate 0 --copy 1 --millis 0 --copy-rate 4000 --only"
                + " x7 --json " + file);
        assertEquals(0, code, err::toString);
        Map<String, Object> document = JSON.std.mapFrom(Files.readString(file));
        assertEquals("depthwise", document.get("table"), "what the file is");
        assertEquals(4000.0, document.get("copyGigabytesPerSecond"), "the greater rate");
        assertEquals(List.of(), document.get("failures"), "failures");
        List<?> rows = (List<?>) document.get("rows");
        assertEquals(3 * 2 * 2, rows.size(), "three layers, two batches, two directions");
        for (Object entry : rows) {
            Map<?, ?> row = (Map<?, ?>) entry;
            double rate = number(row, "bytes") / number(row, "p50Micros") / 1e3;
            assertEquals(rate, number(row, "gigabytesPerSecond"), 1e-3 * rate + 1e-4, row::toString);
            assertEquals(rate / 4000, number(row, "ofCopy"), 1e-4, row::toString);
        }
        assertEquals(4, ((List<?>) document.get("geometricMeans")).size(), "two batches, two directions");
        assertEquals(
                2 + 3 * 2,
                out.toString().lines().filter(line -> line.startsWith("|")).count(),
                out::toString);
        assertTrue(out.toString().contains("copy rate at batch 2: forward "), out::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--device gpu", "--batch 0", "--calls 0", "--copy 0", "--threads 0", "--batch x"})
    void wrongUsageIsTwo(String arguments) {
        assertEquals(2, run(arguments), () -> arguments + ": " + err);
    }

    private int run(String arguments) {
        return DepthwiseTableCommand.run(arguments.split(" "), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private static double number(Map<?, ?> map, String key) {
        return ((Number) map.get(key)).doubleValue();
    }
}
