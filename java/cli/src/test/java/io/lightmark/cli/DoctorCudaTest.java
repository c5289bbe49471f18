package io.lightmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.device.Devices;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of a GPU: with the stand-in where the system's driver would be, and without any driver. */
final class DoctorCudaTest {
    private static final String STAND_IN = "/io/lightmark/cuda-stand-in/linux-x86_64/libcuda.so.1";

    @TempDir
    private Path folder = Path.of("");

    private String run(Path libraries, String... arguments) throws IOException, InterruptedException {
        Stream<String> java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Lightmark.class.getName());
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(java, Stream.of(arguments)).toList());
        builder.environment().put("LD_LIBRARY_PATH", libraries.toString());
        Path said = folder.resolve("said.txt");
        Process process =
                builder.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(said, StandardCharsets.UTF_8);
        assertTrue(ended, text);
        assertEquals(0, process.exitValue(), text);
        assertFalse(text.contains("\tat "), text);
        return text;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @Test
    void listsDriverDevicesAndImages() throws Exception {
        URL standIn = Devices.class.getResource(STAND_IN);
        Path libraries = Files.createDirectory(folder.resolve("libraries"));
        try (var in = standIn.openStream()) {
            Files.copy(in, libraries.resolve("libcuda.so.1"));
        }
        Path cudnn = Files.writeString(libraries.resolve("libcudnn.so.9.5.1"), "not loaded");
        Files.createSymbolicLink(libraries.resolve("libcudnn.so.9"), cudnn);
        Path json = folder.resolve("doctor.json");
        String text = run(libraries, "doctor", "--cuda", "--json", json.toString());
        Map<String, Object> devices = map(Outcome.json(json).get("cudaDevices"));
        assertTrue(String.valueOf(devices.get("driver")).startsWith("CUDA 12."), text);
        Map<String, Object> first = map(((List<?>) devices.get("devices")).get(0));
        for (String key :
                List.of("number", "name", "computeCapability", "multiprocessors", "memoryBytes", "usable", "images")) {
            assertTrue(first.containsKey(key), () -> key + " in " + first);
        }
        assertEquals(
                List.of(cudnn.toRealPath().toString()),
                map(Outcome.json(json).get("cudnn")).get("files"));
        assertTrue(map(Outcome.json(json).get("cudaImages")).containsKey("toolkits"), text);
    }

    @Test
    void aBrokenDriverIsANoteWithItsFix() throws Exception {
        Path libraries = Files.createDirectory(folder.resolve("libraries"));
        Files.writeString(libraries.resolve("libcuda.so.1"), "no library");
        String text = run(libraries, "doctor", "--cuda");
        assertTrue(text.contains("note    cudaDevices"), text);
        assertTrue(text.contains("Expected the NVIDIA driver (libcuda.so.1), received libcuda.so.1:"), text);
        assertTrue(text.contains("Everything essential works."), text);
    }
}
