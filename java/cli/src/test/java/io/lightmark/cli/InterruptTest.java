package io.lightmark.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.vision.synthetic.SyntheticFaces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A training that is told to stop says how to go on, and the resumed run ends with the same bits. */
final class InterruptTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    @Timeout(120)
    void stoppedAndResumedIsAsNeverStopped() throws IOException, InterruptedException {
        Path faces = folder.resolve("faces");
        new SyntheticFaces(5, 64, 64).write(faces, 40);
        Path stopped = folder.resolve("stopped.safetensors");
        Path whole = folder.resolve("whole.safetensors");
        String said = startAndStop(arguments(faces, stopped));
        assertFalse(Files.exists(stopped), said);
        assertTrue(said.contains("--resume"), said);
        List<String> resume = Stream.concat(arguments(faces, stopped).stream(), Stream.of("--resume"))
                .toList();
        Outcome resumed = Outcome.of(resume.toArray());
        assertEquals(0, resumed.code(), () -> said + resumed);
        assertTrue(resumed.err().contains("resumed after"), () -> said + resumed);
        Outcome uninterrupted = Outcome.of(arguments(faces, whole).toArray());
        assertEquals(0, uninterrupted.code(), uninterrupted::toString);
        assertArrayEquals(Files.readAllBytes(whole), Files.readAllBytes(stopped), "the two models");
    }

    private static List<String> arguments(Path faces, Path out) {
        return List.of(
                "train",
                "cascade",
                "--data",
                faces.toString(),
                "--out",
                out.toString(),
                "--steps",
                "60",
                "--batch",
                "8",
                "--levels",
                "1",
                "--threads",
                "1",
                "--progress",
                "lines");
    }

    /** Runs the command in a process of its own, stops it when the training has begun, returns what it said. */
    private static String startAndStop(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Lightmark.class.getName()),
                        arguments.stream())
                .collect(Collectors.toList());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.append(line).append('\n');
                if (line.startsWith("level 1 of 1")) {
                    process.toHandle().destroy();
                }
            }
        } finally {
            process.destroyForcibly();
        }
        process.waitFor();
        return said.toString();
    }
}
