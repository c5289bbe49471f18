package io.lightmark.cascade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CascadePresetsTest {
    @TempDir
    Path folder;

    /** The size of the whole file, metadata and running statistics included. */
    @ParameterizedTest
    @CsvSource({"default, 5, 2000000", "seed, 5, 2000000", "landmarks, 68, 15000000", "landmarks-small, 68, 1000000"})
    void modelsKeepTheirLimits(String name, int points, long limit) throws IOException {
        CascadeOptions options = CascadePresets.ofName(name);
        List<CascadeLevel> levels = new ArrayList<>();
        for (LevelOptions level : options.levels()) {
            Network network = options.networks().network(level.network(), points);
            Weights weights = level.preset().initialization().draw(network, 1);
            levels.add(new CascadeLevel(network, weights, level.preset().preprocessing(), level.crop()));
        }
        Path file = folder.resolve(name + ".safetensors");
        new LandmarkCascade(points, levels, Map.of()).save(file);
        assertTrue(Files.size(file) <= limit, name + " has " + Files.size(file) + " bytes");
        LandmarkCascade loaded = LandmarkCascade.load(file);
        assertEquals(
                levels.stream().map(level -> level.network().name()).toList(),
                loaded.levels().stream().map(level -> level.network().name()).toList(),
                "networks are built again from the file");
    }

    @Test
    void anotherNameIsRefusedWithTheKnownOnes() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> CascadePresets.ofName("landmark"));
        assertTrue(String.valueOf(e.getMessage()).contains("landmarks-small"), e.getMessage());
    }
}
