package io.lightmark.benchmarks.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossComparisonTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theFirstLossesOfTwoDevicesAgree(@TempDir Path folder) throws IOException {
        Path data = folder.resolve("faces.safetensors");
        Path json = folder.resolve("training.json");
        GeneratedDataset.write(data, 20);
        String run = "--device cpu,reference --steps 5 --batch 4 --compared-steps 5 --data " + data;
        assertEquals(0, run(run + " --json " + json), () -> out + "" + err);
        Map<String, Object> document = JSON.std.mapFrom(Files.readString(json));
        List<?> runs = (List<?>) document.get("runs");
        assertEquals(2, runs.size(), "runs");
        for (Object entry : runs) {
            assertEquals(5, ((List<?>) ((Map<?, ?>) entry).get("losses")).size(), "a loss per step");
        }
        double difference = ((Number) document.get("greatestRelativeDifference")).doubleValue();
        assertTrue(difference > 0 && difference < 1e-3, () -> "difference " + difference);
        assertEquals(1, run(run + " --tolerance 0"), "two devices never round alike everywhere");
    }

    @Test
    void wrongUsageIsTwoAndMissingDataIsOne() {
        assertEquals(2, run("--data x --device gpu"), err::toString);
        assertEquals(2, run("--data x --device cpu --steps 0"), err::toString);
        assertEquals(2, run("--device cpu"), err::toString);
        assertEquals(1, run("--data no-such-file --device cpu"), err::toString);
    }

    private int run(String arguments) {
        return LossComparisonCommand.run(arguments.split(" "), new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
