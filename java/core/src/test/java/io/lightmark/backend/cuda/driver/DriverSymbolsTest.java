package io.lightmark.backend.cuda.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.lightmark.backend.library.ElfSymbols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jcuda.driver.JCudaDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of functions that the driver must have, against what this package really calls. */
final class DriverSymbolsTest {
    private static final Set<String> HOW_JCUDA_NAMES_VERSIONS = Set.of("", "_v2", "WithFlags");

    @TempDir
    private Path temp = Path.of("");

    @Test
    void listsWhatThePackageCalls() {
        Set<String> called = new TreeSet<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.lightmark")) {
            each.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().isEquivalentTo(JCudaDriver.class))
                    .map(call -> call.getTarget().getName())
                    .filter(name -> name.startsWith("cu"))
                    .forEach(called::add);
        }
        assertTrue(called.size() > 20, called::toString);
        Set<String> listed = DriverSymbols.REQUIRED.stream()
                .map(name -> called.stream()
                        .filter(call -> name.startsWith(call)
                                && HOW_JCUDA_NAMES_VERSIONS.contains(name.substring(call.length())))
                        .findFirst()
                        .orElse("nobody calls " + name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(called, listed);
    }

    @Test
    void namesThemAsJCudaDoes() throws IOException {
        Path names = Path.of("../../native/cuda-stand-in/names.txt");
        try (Stream<String> lines = Files.lines(names)) {
            Set<String> known = lines.collect(Collectors.toCollection(HashSet::new));
            assertTrue(known.containsAll(DriverSymbols.REQUIRED), () -> known + " has " + DriverSymbols.REQUIRED);
        }
    }

    @Test
    void aBrokenLibraryIsAnIoException() throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "lib", "libjava.so");
        assertTrue(ElfSymbols.definedBy(java).contains("JNI_OnLoad"));
        byte[] whole = Files.readAllBytes(java);
        for (int bytes : new int[] {0, 10, 63, 64, 1000}) {
            Path cut = Files.write(temp.resolve("cut.so"), Arrays.copyOf(whole, bytes));
            assertThrows(IOException.class, () -> ElfSymbols.definedBy(cut), "of " + bytes + " bytes");
        }
    }
}
