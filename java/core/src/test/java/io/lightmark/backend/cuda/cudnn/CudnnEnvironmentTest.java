package io.lightmark.backend.cuda.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lightmark.testing.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jcuda.driver.JCudaDriver;
import jcuda.jcudnn.JCudnn;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What can be wrong with a machine's cuDNN, each in a virtual machine of its own: one sentence with the fix. */
final class CudnnEnvironmentTest {
    private static final Path CLASSES = ChildJvm.origin(CudnnLibrary.class);
    private static final Path STAND_INS = CLASSES.resolve("io/lightmark/cuda-stand-in/linux-x86_64");
    private static final String JCUDNN_LIBRARY = "libJCudnn-12.6.0-linux-x86_64.so";

    @TempDir
    private Path libraries = Path.of("");

    private static List<Path> classPath(boolean natives) {
        Stream<Path> jars = Stream.of(
                CLASSES,
                ChildJvm.origin(FindCudnn.class),
                ChildJvm.origin(JCudaDriver.class),
                ChildJvm.origin(JCudnn.class),
                ChildJvm.origin(LoggerFactory.class),
                ChildJvm.origin(NullMarked.class));
        return natives ? Stream.concat(jars, Stream.of(jcudnnNatives())).toList() : jars.toList();
    }

    private static Path jcudnnNatives() {
        String resource = String.valueOf(JCudnn.class.getResource("/lib/" + JCUDNN_LIBRARY));
        return Path.of(resource.substring("jar:file:".length(), resource.indexOf('!')));
    }

    /** What a child finds; it looks twice and must find the same. */
    private String found(boolean natives) throws Exception {
        ChildJvm child = ChildJvm.start(
                classPath(natives),
                List.of("-Djava.io.tmpdir=" + libraries),
                Map.of("LD_LIBRARY_PATH", libraries.toString()),
                FindCudnn.class);
        List<String> lines = child.finish().lines().toList();
        assertEquals(3, lines.size(), () -> String.join("\n", lines));
        assertEquals(lines.get(0), lines.get(1), "asked again, it says the same");
        assertEquals("exit 0", lines.get(2));
        return lines.get(0);
    }

    private void install(String library) throws IOException {
        Files.copy(STAND_INS.resolve(library), libraries.resolve(library));
    }

    private static void assertSays(String line, String... parts) {
        for (String part : parts) {
            assertTrue(line.contains(part), part + " in: " + line);
        }
    }

    @Test
    void noCudnn() throws Exception {
        String line = found(true);
        assumeTrue(line.startsWith("refused"), "skipped: this machine has cuDNN, so it cannot be missing");
        assertSays(
                line,
                "refused Expected cuDNN 9 (libcudnn.so.9), received ",
                "libcudnn.so.9: cannot open shared object file",
                "Fix: install cuDNN 9 for CUDA 12 (Debian and Ubuntu: libcudnn9-cuda-12; at most 9.10 for GPUs older than"
                        + " compute capability 7.5), add its folder to LD_LIBRARY_PATH, or run without it"
                        + " (-Dlightmark.cuda.cudnn=off).");
    }

    @Test
    void theSystemsCudnn() throws Exception {
        install("libcuda.so.1");
        install("libcudnn.so.9");
        assertEquals("found 9.5.1 in [" + libraries.resolve("libcudnn.so.9") + "]", found(true));
    }

    @Test
    void aCudnnThatIsNoLibrary() throws Exception {
        Files.writeString(libraries.resolve("libcudnn.so.9"), "no library");
        assertSays(found(true), "refused Expected cuDNN 9 (libcudnn.so.9)", "libcudnn.so.9: ", "Fix: install");
    }

    @Test
    void aFunctionIsMissing() throws Exception {
        install("libcuda.so.1");
        Path library = libraries.resolve("libcudnn.so.9");
        String text = Files.readString(STAND_INS.resolve("libcudnn.so.9"), StandardCharsets.ISO_8859_1);
        String changed = text.replace("\0cudnnConvolutionForward\0", "\0cudnnConvolutionForwaxx\0");
        assertTrue(!changed.equals(text), "the library offers the function");
        Files.writeString(library, changed, StandardCharsets.ISO_8859_1);
        assertSays(
                found(true),
                "refused Expected a cuDNN with all functions that are needed, received " + library
                        + " without cudnnConvolutionForward.",
                "Fix: install cuDNN 9 again");
    }

    @Test
    void jcudnnsLibraryIsNotOnTheClassPath() throws Exception {
        assertSays(
                found(false),
                "refused Expected the native library " + JCUDNN_LIBRARY + " of JCuda on the class path, received none.",
                "Fix: add the artefact org.jcuda:jcudnn-natives:12.6.0 with classifier linux-x86_64.");
    }
}
