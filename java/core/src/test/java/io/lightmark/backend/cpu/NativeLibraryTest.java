package io.lightmark.backend.cpu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** Each case loads the library in a virtual machine of its own, with the jars as an application would have them. */
class NativeLibraryTest {
    private static final Path CLASSES = ChildJvm.origin(NativeLibrary.class);
    private static final Path TESTS = ChildJvm.origin(LoadTwice.class);
    private static final Path JAVACPP = ChildJvm.origin(Loader.class);
    private static final Path LIBRARY = CLASSES.resolve("io/lightmark/native/linux-x86_64/libjnilightmark.so");
    private static final String FINGERPRINT_FILE = "io/lightmark/backend/cpu/native-fingerprint.txt";

    @TempDir
    Path temp;

    private Path mainClasses;
    private Path nativeJar;
    private Path cache;

    @BeforeEach
    void splitLikeTheJars() throws IOException {
        mainClasses = temp.resolve("main classes");
        nativeJar = temp.resolve("native.jar");
        cache = Files.createDirectory(temp.resolve("cache"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(nativeJar))) {
            jar.putNextEntry(new JarEntry(CLASSES.relativize(LIBRARY).toString()));
            Files.copy(LIBRARY, jar);
        }
        for (String packageFolder :
                List.of("io/lightmark/backend/cpu", "io/lightmark/backend/library", "io/lightmark/error")) {
            Files.createDirectories(mainClasses.resolve(packageFolder));
            try (Stream<Path> files = Files.list(CLASSES.resolve(packageFolder))) {
                for (Path file : files.toList()) {
                    Files.copy(
                            file, mainClasses.resolve(CLASSES.relativize(file).toString()));
                }
            }
        }
    }

    private ChildJvm start(List<Path> classPath, String... options) throws IOException {
        return ChildJvm.start(classPath, List.of(options), Map.of("XDG_CACHE_HOME", cache.toString()), LoadTwice.class);
    }

    private String load(List<Path> classPath, String... options) throws Exception {
        return start(classPath, options).finish();
    }

    private List<Path> jars() {
        return List.of(mainClasses, nativeJar, JAVACPP, TESTS);
    }

    private Path extracted() throws IOException {
        try (Stream<Path> files = Files.walk(cache)) {
            List<Path> found = files.filter(Files::isRegularFile).toList();
            assertEquals(1, found.size(), "one file in the cache: " + found);
            return found.get(0);
        }
    }

    /** Both attempts must have ended the same way, without a stack trace or a word besides. */
    private static void assertTwice(String start, String output) {
        List<String> lines =
                output.lines().filter(line -> !line.startsWith("level ")).toList();
        assertEquals(3, lines.size(), output);
        assertTrue(lines.get(0).startsWith(start), output);
        assertEquals(lines.get(0), lines.get(1), output);
        assertEquals("exit 0", lines.get(2), output);
    }

    private static void assertContains(String output, String... parts) {
        for (String part : parts) {
            assertTrue(output.contains(part), part + " in: " + output);
        }
    }

    @Test
    void loadsInPlaceFromAFolder() throws Exception {
        String output = load(List.of(CLASSES, JAVACPP, TESTS), "-Xcheck:jni");
        assertTwice("loaded " + CLASSES, output);
    }

    @Test
    void extractsFromAJarIntoThePrivateCache() throws Exception {
        assertTwice("loaded " + cache.resolve("lightmark"), load(jars()));
        Object first = Files.getAttribute(extracted(), "unix:ino");
        assertTwice("loaded " + extracted(), load(jars()));
        assertEquals(first, Files.getAttribute(extracted(), "unix:ino"), "the second process reuses the file");
    }

    @Test
    void twoProcessesMayStartAtOnce() throws Exception {
        List<ChildJvm> children = List.of(start(jars()), start(jars()), start(jars()));
        for (ChildJvm child : children) {
            assertTwice("loaded " + cache.resolve("lightmark"), child.finish());
        }
        extracted();
    }

    @ParameterizedTest
    @CsvSource({"0", "1000"})
    void healsATruncatedFile(int bytes) throws Exception {
        load(jars());
        Path file = extracted();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, bytes));
        assertTwice("loaded " + file, load(jars()));
        assertEquals(whole.length, Files.size(file));
    }

    @Test
    void loadsWithoutAWritableCache() throws Exception {
        Files.delete(cache);
        Files.createFile(cache);
        assertTwice("loaded a private copy, because the cache " + cache, load(jars()));
    }

    @Test
    void loadsTheChosenFile() throws Exception {
        Path copy = Files.copy(LIBRARY, temp.resolve("x.so"));
        assertTwice("loaded " + copy, load(List.of(mainClasses, JAVACPP, TESTS), "-Dlightmark.native.path=" + copy));
    }

    @Test
    void refusesAChosenFileThatIsMissing() throws Exception {
        for (Path path : List.of(temp.resolve("nowhere.so"), Files.createDirectory(temp.resolve("folder.so")))) {
            String output = load(jars(), "-Dlightmark.native.path=" + path);
            assertTwice("refused Expected the native library at the path that -Dlightmark.native.path gives", output);
            assertContains(output, "no file at " + path);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "text, 100, to be a 64-bit ELF file",
        "'', 0, to be a 64-bit ELF file",
        "library, 63, to be a 64-bit ELF file",
        "library, 64, bytes: it is truncated",
        "library, 20000, bytes: it is truncated"
    })
    void refusesAChosenFileThatIsNoWholeLibrary(String kind, int bytes, String complaint) throws Exception {
        byte[] contents = kind.equals("library")
                ? Files.readAllBytes(LIBRARY)
                : kind.repeat(25).getBytes(UTF_8);
        Path file = Files.write(temp.resolve("chosen.so"), Arrays.copyOf(contents, bytes));
        String output = load(jars(), "-Dlightmark.native.path=" + file);
        assertTwice("refused Expected the native library " + file, output);
        assertContains(output, complaint);
    }

    @Test
    void refusesALibraryOfSomethingElse() throws Exception {
        Path other = Path.of(System.getProperty("java.home"), "lib", "libprefs.so");
        assertTwice("refused Expected the functions of lightmark", load(jars(), "-Dlightmark.native.path=" + other));
    }

    @Test
    void saysWhichArtefactIsMissing() throws Exception {
        String output = load(List.of(mainClasses, JAVACPP, TESTS));
        assertTwice("refused Expected the native library /io/lightmark/native/linux-x86_64", output);
        assertContains(output, "io.lightmark:lightmark-core with classifier linux-x86_64");
    }

    @Test
    void refusesAnotherFingerprint() throws Exception {
        String right =
                Files.readString(mainClasses.resolve(FINGERPRINT_FILE), UTF_8).strip();
        String wrong = "0".repeat(64);
        Files.writeString(mainClasses.resolve(FINGERPRINT_FILE), wrong);
        String output = load(jars());
        assertTwice("refused Expected a native library with fingerprint " + wrong + ", received " + right, output);
        assertContains(output, "Fix: use lightmark-core and its platform artefact of the same version");
    }

    @Test
    void refusesAJarWithoutFingerprint() throws Exception {
        Files.delete(mainClasses.resolve(FINGERPRINT_FILE));
        assertTwice("refused Expected the resource native-fingerprint.txt", load(jars()));
    }

    @ParameterizedTest
    @CsvSource({"Linux, riscv64", "Mac OS X, aarch64", "Windows 11, amd64"})
    void namesAnUnsupportedPlatform(String system, String architecture) throws Exception {
        String output = load(jars(), "-Dos.name=" + system, "-Dos.arch=" + architecture);
        assertTwice("refused Expected Linux on x86_64", output);
        assertContains(output, "received " + system + " on " + architecture);
    }

    @Test
    void saysWhenJavaCppIsMissing() throws Exception {
        String output = load(List.of(mainClasses, nativeJar, TESTS));
        assertContains(output, "refused Expected", "javacpp is on the class path", "exit 0");
    }

    @Test
    void theVirtualMachinesOwnChecksFindNothing() throws Exception {
        ChildJvm child = ChildJvm.start(everything(), List.of("-Xcheck:jni"), Map.of(), CallEveryNative.class);
        assertEquals("6.0 0 not an encoded program 0\nexit 0", child.finish());
    }

    private static List<Path> everything() {
        return List.of(
                CLASSES, TESTS, JAVACPP, ChildJvm.origin(LoggerFactory.class), ChildJvm.origin(NullMarked.class));
    }
}
