package io.lightmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.cascade.CascadeLevel;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cascade.WholePicture;
import io.lightmark.models.NetworkName;
import io.lightmark.models.NetworkPresets;
import io.lightmark.nn.Initialization;
import io.lightmark.nn.Network;
import io.lightmark.picture.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a network costs, by its name, by its file, and among the presets. */
final class InspectTest {
    private static final long MEGABYTE = 1_000_000;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "mobilenet-v2-1.25@112, 68, 3667112, true, true",
        "mobilenet-v3-large, 68, 4376248, false, false",
        "mobilenet-v3-large-0.9@96, 98, 3846108, false, true",
        "cascade48, 5, 237818, true, true"
    })
    void networkByName(String name, int points, int parameters, boolean megabytes, boolean mebibytes) {
        Path json = folder.resolve("network.json");
        Outcome outcome = Outcome.of("inspect", name, "--points", points, "--json", json);
        assertEquals(0, outcome.code(), outcome::toString);
        Map<String, Object> figures = Outcome.json(json);
        assertEquals(NetworkName.parse(name).text(), figures.get("network"));
        assertEquals(parameters, figures.get("parameters"), figures::toString);
        assertEquals(List.of(1, 2 * points), figures.get("output"));
        assertEquals(megabytes, figures.get("within15Megabytes"), figures::toString);
        assertEquals(mebibytes, figures.get("within15Mebibytes"), figures::toString);
        assertEquals(!megabytes, outcome.out().contains("MB (10^6), too large"), outcome::toString);
        assertEquals(!mebibytes, outcome.out().contains("MiB (2^20), too large"), outcome::toString);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"cascade48, 10", "landmark-small, 136"})
    void pointsUnlessGiven(String name, int outputs) {
        Path json = folder.resolve("points.json");
        Outcome outcome = Outcome.of("inspect", name, "--json", json);
        assertEquals(0, outcome.code(), outcome::toString);
        assertEquals(List.of(1, outputs), Outcome.json(json).get("output"));
    }

    /** The size that is told before a training is that of the file behind it, but for the metadata. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"landmark-small", "mobilenet-v3-small-0.35@64+trim1"})
    void modelFile(String name) throws IOException {
        Network network = NetworkName.parse(name).network(68);
        CascadeLevel level = new CascadeLevel(
                network, Initialization.FAN_OUT.draw(network, 1), Preprocessing.DEFAULT, new WholePicture());
        Path file = folder.resolve("model.safetensors");
        new LandmarkCascade(68, List.of(level), Map.of()).save(file);
        Path json = folder.resolve("file.json");
        Outcome outcome = Outcome.of("inspect", file, "--json", json);
        assertEquals(0, outcome.code(), outcome::toString);
        Map<String, Object> ofFile = Outcome.json(json);
        assertEquals((int) Files.size(file), ofFile.get("fileBytes"));
        assertEquals(true, ofFile.get("within15Megabytes"), ofFile::toString);
        assertTrue(outcome.out().contains(network.name()), outcome::toString);
        assertEquals(
                network.name(),
                LandmarkCascade.load(file).levels().get(0).network().name());
        Outcome.of("inspect", name, "--json", json);
        int promised = (int) Outcome.json(json).get("modelBytes");
        long metadata = Files.size(file) - promised;
        assertTrue(metadata > 0 && metadata < 600, "bytes of metadata: " + metadata);
    }

    @Test
    void presetsKeepTheLimit() {
        Path json = folder.resolve("list.json");
        Outcome outcome = Outcome.of("inspect", "--list", "--json", json);
        assertEquals(0, outcome.code(), outcome::toString);
        List<?> presets = (List<?>) Outcome.json(json).get("presets");
        assertEquals(NetworkPresets.all().size(), presets.size());
        int notes = 5_000;
        for (Object each : presets) {
            Map<?, ?> preset = (Map<?, ?>) each;
            int bytes = (int) preset.get("modelBytes");
            assertTrue(bytes + notes <= 15 * MEGABYTE, preset::toString);
            assertTrue(outcome.out().contains("\n" + preset.get("network") + " "), outcome::toString);
            if (String.valueOf(preset.get("network")).startsWith("landmark-small")) {
                assertTrue(bytes + notes <= MEGABYTE, preset::toString);
            }
        }
        assertTrue(
                outcome.out().contains("\n  mobilenet-v2[-<width>][@<side>][+stride16][+simcc]\n"), outcome::toString);
        assertTrue(outcome.out().contains("\n  cascade48\n"), outcome::toString);
    }
}
