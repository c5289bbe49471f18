package io.lightmark.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Backend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DevicesTest {
    @ParameterizedTest
    @CsvSource({"auto, 1, cpu", "cpu, 0, cpu", "cpu, 2, cpu", "reference, 0, reference"})
    void opensByNameAndSaysWhy(String name, int threads, String expected) {
        Devices.Choice choice = Devices.open(name, threads);
        try (Backend backend = choice.backend()) {
            assertEquals(expected, backend.name(), name);
            assertTrue(choice.reason().startsWith(expected + " ("), name + ": " + choice.reason());
            assertTrue(choice.reason().lines().count() == 1, name + ": " + choice.reason());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:0000", "auto "})
    void otherNamesAreRefused(String name) {
        assertThrows(IllegalArgumentException.class, () -> Devices.open(name, 1), "'" + name + "'");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 100_000})
    void impossibleThreadsAreRefused(int threads) {
        assertThrows(IllegalArgumentException.class, () -> Devices.open("cpu", threads), threads + " threads");
    }
}
