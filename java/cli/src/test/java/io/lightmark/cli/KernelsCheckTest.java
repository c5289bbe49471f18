package io.lightmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The correctness suite from the command line, on every device that each machine has. */
final class KernelsCheckTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"cpu", "reference", "cuda:stand-in"})
    void checksADevice(String device) {
        Path json = folder.resolve("check.json");
        Outcome outcome = Outcome.of(
                "kernels", "check", "--device", device, "--size", "small", "--operation", "add", "--json", json);
        assertEquals(0, outcome.code(), outcome::toString);
        assertTrue(outcome.out().contains(" passed, 0 failed."), outcome::toString);
        Map<String, Object> figures = Outcome.json(json);
        assertEquals(device, figures.get("device"), figures::toString);
        assertEquals(true, figures.get("ok"), figures::toString);
        assertEquals(0, figures.get("failed"), figures::toString);
        List<?> cases = (List<?>) figures.get("cases");
        assertEquals(figures.get("passed"), cases.size(), figures::toString);
        for (Object each : cases) {
            assertTrue(String.valueOf(each).contains("operation=Add"), () -> "only additions in " + figures);
        }
    }

    @Test
    void allOperationsOfTheProcessor() {
        Outcome outcome = Outcome.of("kernels", "check", "--device", "cpu", "--size", "small");
        assertEquals(0, outcome.code(), outcome::toString);
        for (String operation : List.of("Conv2d", "DepthwiseConv2d", "SqueezeExcite", "AdamUpdate", "CropResize")) {
            assertTrue(outcome.out().contains("\n" + operation + " "), () -> operation + " in " + outcome);
        }
    }
}
