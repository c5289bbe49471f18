package io.lightmark.vision.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Refused files leave no trace on the error stream of the process, where native libraries like to write. */
final class SilenceTest {
    @TempDir
    Path folder;

    @Test
    void refusedFilesPrintNothing() throws IOException, InterruptedException {
        Path errors = folder.resolve("errors.txt");
        Path output = folder.resolve("output.txt");
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Refusals.class.getName())
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile())
                .start();
        assertTrue(child.waitFor(120, TimeUnit.SECONDS), "the child process did not end");
        assertEquals(0, child.exitValue(), Files.readString(errors, StandardCharsets.UTF_8));
        assertEquals("", Files.readString(errors, StandardCharsets.UTF_8), "standard error");
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        assertTrue(printed.matches("refused [1-9][0-9]{3,}\\R"), printed);
    }

    /** Reads files cut at every place and prints how many were refused. */
    static final class Refusals {
        private Refusals() {}

        public static void main(String[] arguments) {
            PictureReader reader = new PictureReader();
            int refused = 0;
            byte[][] files = {
                PictureWriter.jpeg(TestPictures.of(40, 30, 1), 85),
                PictureWriter.png(TestPictures.of(20, 15, 1)),
                TestPictures.encoded(".bmp", TestPictures.bgr8(), 20, 15)
            };
            for (byte[] file : files) {
                for (int length = 0; length < file.length; length++) {
                    refused += reader.attempt("cut", Arrays.copyOf(file, length)) instanceof Reading.Refused ? 1 : 0;
                }
            }
            byte[] png = files[1];
            for (int at = 0; at < png.length; at++) {
                byte[] changed = png.clone();
                changed[at] ^= 4;
                refused += reader.attempt("changed", changed) instanceof Reading.Refused ? 1 : 0;
            }
            System.out.println("refused " + refused);
        }
    }
}
