package io.lightmark.backend.cuda.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jcuda.jcudnn.JCudnn;
import org.junit.jupiter.api.Test;

/** What this package knows of cuDNN by heart: statuses, versions, names. */
final class CudnnTablesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.lightmark");

    @Test
    void bothNumberingsOfTheStatuses() {
        assertEquals("CUDNN_STATUS_NOT_SUPPORTED", CudnnStatus.of(9, 8907).name());
        assertEquals("CUDNN_STATUS_NOT_SUPPORTED", CudnnStatus.of(3000, 90_000).name());
        assertEquals("CUDNN_STATUS_UNLISTED", CudnnStatus.of(9, 90_000).name());
        assertEquals("CUDNN_STATUS_UNLISTED", CudnnStatus.of(3000, 8907).name());
        assertEquals(CudnnStatus.Kind.MEMORY, CudnnStatus.of(2, 8907).kind());
        assertEquals(CudnnStatus.Kind.MEMORY, CudnnStatus.of(4004, 90_501).kind());
        assertEquals(CudnnStatus.Kind.INSTALLATION, CudnnStatus.of(1002, 90_501).kind());
        long codes = CudnnStatus.table().stream()
                .map(status -> status.major() + " " + status.code())
                .distinct()
                .count();
        assertEquals(CudnnStatus.table().size(), codes, "each code once");
        assertEquals(
                14, CudnnStatus.table().stream().filter(it -> it.major() == 8).count());
    }

    @Test
    void versions() {
        assertEquals("9.5.1", new CudnnVersion(90_501).toString());
        assertEquals("9.10.2", new CudnnVersion(91_002).toString());
        assertEquals("8.9.7", new CudnnVersion(8907).toString());
        assertFalse(new CudnnVersion(8907).isNine());
        assertTrue(new CudnnVersion(90_000).isNine());
        assertFalse(new CudnnVersion(100_000).isNine());
        assertTrue(new CudnnVersion(91_099).knows(61));
        assertFalse(new CudnnVersion(91_100).knows(61));
        assertFalse(new CudnnVersion(91_100).knows(70));
        assertTrue(new CudnnVersion(91_100).knows(75));
    }

    @Test
    void findsTheLoadedLibraries() {
        assertEquals(
                List.of("/opt/my cudnn/libcudnn.so.9.5.1", "/usr/lib/libcudnn_ops.so.9"),
                LoadedLibraries.paths(List.of(
                        "7f1 r-xp 00000000 08:01 42    /usr/lib/libcudnn_ops.so.9",
                        "7f2 r--p 00001000 08:01 42    /usr/lib/libcudnn_ops.so.9",
                        "7f3 r-xp 00000000 08:01 43    /opt/my cudnn/libcudnn.so.9.5.1",
                        "7f4 r-xp 00000000 08:01 44    /opt/libcudnn/libcuda.so.1",
                        "7f5 rw-p 00000000 00:00 0 ")));
    }

    @Test
    void listsWhatThePackageCalls() throws IOException {
        Set<String> called = new TreeSet<>();
        for (JavaClass each : CLASSES) {
            each.getMethodCallsFromSelf().stream()
                    .filter(call -> call.getTargetOwner().isEquivalentTo(JCudnn.class))
                    .map(call -> call.getTarget().getName())
                    .forEach(called::add);
        }
        assertEquals(new TreeSet<>(CudnnSymbols.REQUIRED), called);
        List<String> known = Files.readAllLines(Path.of("../../native/cuda-stand-in/cudnn/names.txt"));
        assertTrue(known.containsAll(CudnnSymbols.REQUIRED), "as JCudnn's library names them");
    }

    @Test
    void onlyOneClassKnowsJCudnn() {
        for (JavaClass each : CLASSES) {
            boolean knows = each.getDirectDependenciesFromSelf().stream()
                    .anyMatch(it -> it.getTargetClass().getPackageName().startsWith("jcuda.jcudnn"));
            assertTrue(!knows || each.getFullName().startsWith(JCudnnCalls.class.getName()), each::getFullName);
        }
    }

    @Test
    void neverThePersistentBatchNormalisation() throws IOException {
        Path source = Path.of("src/main/java/io/lightmark/backend/cuda/cudnn/JCudnnCalls.java");
        assertFalse(Files.readString(source).contains("PERSISTENT"));
    }
}
