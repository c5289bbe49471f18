package io.lightmark.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.lightmark.testing.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jcuda.driver.JCudaDriver;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * What can be wrong with a machine's CUDA, each in a virtual machine of its own: one sentence with the fix, nothing else,
 * and the process goes on.
 */
final class CudaEnvironmentTest {
    private static final Path CLASSES = ChildJvm.origin(CudaBackend.class);
    private static final Path STAND_IN = CLASSES.resolve("io/lightmark/cuda-stand-in/linux-x86_64/libcuda.so.1");
    private static final String JCUDA_LIBRARY = "libJCudaDriver-12.6.0-linux-x86_64.so";

    @TempDir
    private Path temp = Path.of("");

    private Path extracted = Path.of("");
    private Path libraries = Path.of("");

    @BeforeEach
    void folders() throws IOException {
        extracted = Files.createDirectory(temp.resolve("extracted"));
        libraries = Files.createDirectory(temp.resolve("libraries"));
    }

    /** What a child needs to open devices, with or without the libraries of JCuda. */
    static List<Path> classPath(boolean natives) {
        Stream<Path> jars = Stream.of(
                CLASSES,
                ChildJvm.origin(OpenDevice.class),
                ChildJvm.origin(JCudaDriver.class),
                ChildJvm.origin(JSON.class),
                ChildJvm.origin(com.fasterxml.jackson.core.JsonFactory.class),
                ChildJvm.origin(LoggerFactory.class),
                ChildJvm.origin(NullMarked.class));
        return natives ? Stream.concat(jars, Stream.of(jcudaNatives())).toList() : jars.toList();
    }

    private static Path jcudaNatives() {
        String resource = String.valueOf(JCudaDriver.class.getResource("/lib/" + JCUDA_LIBRARY));
        return Path.of(resource.substring("jar:file:".length(), resource.indexOf('!')));
    }

    /** What a child prints, a line per argument, then how it ended. */
    private List<String> lines(boolean natives, List<String> options, String... arguments) throws Exception {
        List<String> all = Stream.concat(Stream.of("-Djava.io.tmpdir=" + extracted), options.stream())
                .toList();
        ChildJvm child = ChildJvm.start(
                classPath(natives), all, Map.of("LD_LIBRARY_PATH", libraries.toString()), OpenDevice.class, arguments);
        List<String> lines = child.finish().lines().toList();
        assertEquals(arguments.length + 1, lines.size(), () -> String.join("\n", lines));
        assertEquals("exit 0", lines.get(arguments.length), () -> String.join("\n", lines));
        return lines;
    }

    private List<String> lines(String... arguments) throws Exception {
        return lines(true, List.of(), arguments);
    }

    /** The stand-in where the system's driver would be found. */
    private void installStandIn() throws IOException {
        Files.copy(STAND_IN, libraries.resolve("libcuda.so.1"));
    }

    private static void assertSays(String line, String... parts) {
        for (String part : parts) {
            assertTrue(line.contains(part), part + " in: " + line);
        }
    }

    @Test
    void noDriver() throws Exception {
        List<String> lines = lines("cuda", "cuda:7", "reference");
        assumeTrue(
                lines.get(0).startsWith("refused"), "skipped: this machine has a CUDA driver, so it cannot be missing");
        assertEquals(
                "refused Expected the NVIDIA driver (libcuda.so.1), received none."
                        + " Fix: install the NVIDIA driver, or use --device cpu.",
                lines.get(0));
        assertEquals(lines.get(0), lines.get(1), "asked again, it says the same");
        assertSays(lines.get(2), "opened reference");
    }

    @Test
    void aDriverThatIsNoLibrary() throws Exception {
        Files.writeString(libraries.resolve("libcuda.so.1"), "no library");
        assertSays(lines("cuda").get(0), "refused Expected the NVIDIA driver", "libcuda.so.1:", "Fix: install");
    }

    @Test
    void theDriverIsTooOld() throws Exception {
        installStandIn();
        assertSays(
                lines("load", "profile driver=11040", "cuda").get(2),
                "refused Expected a driver for CUDA 12.0 or newer",
                "received one for CUDA 11.4. Fix: update the NVIDIA driver");
    }

    @Test
    void noDevice() throws Exception {
        installStandIn();
        assertSays(
                lines("load", "profile devices=0", "cuda").get(2),
                "refused Expected cuInit to succeed",
                "received CUDA_ERROR_NO_DEVICE (100). Fix: install a GPU, make it visible (CUDA_VISIBLE_DEVICES)");
    }

    @Test
    void tooLargeANumber() throws Exception {
        assertSays(
                lines("stand-in:0", "stand-in:1").get(1),
                "refused Expected a CUDA device with number 1, received device 0. Fix: use --device cuda.");
        installStandIn();
        assertSays(
                lines("load", "profile devices=2", "cuda:2").get(2),
                "refused Expected a CUDA device with number 2, received devices 0 to 1. Fix: choose one of these");
    }

    @Test
    void anArchitectureWithoutImages() throws Exception {
        installStandIn();
        assertSays(
                lines("load", "profile sm=35 driver=12060", "cuda").get(2),
                "refused Expected CUDA images for sm_35",
                "Fix: ");
    }

    @Test
    void twoDriversInOneProcess() throws Exception {
        List<String> lines = lines("stand-in:0", "cuda", "stand-in:0");
        assertSays(lines.get(0), "opened cuda:stand-in");
        assertSays(
                lines.get(1), "refused Expected one CUDA driver in a process, received NVIDIA after STAND_IN. Fix: ");
        assertEquals(lines.get(0), lines.get(2), "the first one works as before");
    }

    @Test
    void aFunctionIsMissing() throws Exception {
        Path library = libraries.resolve("libcuda.so.1");
        byte[] original = Files.readAllBytes(STAND_IN);
        Files.write(library, renamed(original, "cuGraphLaunch", "cuGraphLaunxx"));
        assertSays(
                lines("cuda").get(0),
                "refused Expected a CUDA driver with all functions that are needed",
                library + " without cuGraphLaunch. Fix: install the complete NVIDIA driver again");
    }

    private static byte[] renamed(byte[] library, String name, String other) {
        String text = new String(library, StandardCharsets.ISO_8859_1);
        String changed = text.replace("\0" + name + "\0", "\0" + other + "\0");
        assertTrue(!changed.equals(text), "the library offers " + name);
        return changed.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void aTruncatedLibraryOfJCudaIsReplaced() throws Exception {
        assertSays(lines("stand-in:0").get(0), "opened cuda:stand-in");
        Path library = extracted.resolve(JCUDA_LIBRARY);
        byte[] whole = Files.readAllBytes(library);
        Files.write(library, Arrays.copyOf(whole, 4096));
        assertSays(lines("stand-in:0").get(0), "opened cuda:stand-in");
        assertEquals(whole.length, Files.size(library));
    }

    @Test
    void jcudasLibraryIsNotOnTheClassPath() throws Exception {
        assertSays(
                lines(false, List.of(), "stand-in:0").get(0),
                "refused Expected the native library " + JCUDA_LIBRARY + " of JCuda on the class path, received none.",
                "Fix: add the artefact org.jcuda:jcuda-natives:12.6.0");
    }

    @Test
    void noFolderToExtractTo() throws Exception {
        Path missing = temp.resolve("missing");
        assertSays(
                lines(true, List.of("-Djava.io.tmpdir=" + missing), "stand-in:0")
                        .get(0),
                "refused Expected to write the native library of JCuda to " + missing,
                "-Djava.io.tmpdir=<folder>");
    }

    @Test
    void aBrokenStandIn() throws Exception {
        Path cut = temp.resolve("libcuda.so.1");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(STAND_IN), 20_000));
        assertSays(
                lines(true, List.of("-Dlightmark.cuda-stand-in.path=" + cut), "stand-in:0")
                        .get(0),
                "refused Expected the native library " + cut,
                "it is truncated");
    }
}
