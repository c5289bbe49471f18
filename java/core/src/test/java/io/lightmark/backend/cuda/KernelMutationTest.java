package io.lightmark.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.device.Devices;
import io.lightmark.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bugs planted into the CUDA kernels, one at a time, on the stand-in driver: the correctness suite must find each. Every
 * mutant is a stand-in of its own, with one kernel file compiled anew, in a virtual machine of its own.
 */
final class KernelMutationTest {
    private static final int LEAST_MUTANTS = 24;

    @TempDir
    private static Path temp = Path.of("");

    private static final ExecutorService WORKERS =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private static final Map<KernelMutant, Future<String>> OUTCOMES = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws IOException {
        MutantStandIn standIn = MutantStandIn.ofThisBuild();
        for (KernelMutant mutant : KernelMutant.all()) {
            Path folder = Files.createDirectory(temp.resolve("mutant" + OUTCOMES.size()));
            OUTCOMES.put(mutant, WORKERS.submit(() -> run(standIn.build(mutant, folder), folder, mutant)));
        }
    }

    @AfterAll
    static void stop() {
        WORKERS.shutdownNow();
    }

    private static String run(Path standIn, Path folder, KernelMutant mutant) throws Exception {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(":"))
                .map(Path::of)
                .collect(Collectors.toList());
        Path extracted = Files.createDirectory(folder.resolve("extracted"));
        ChildJvm child = ChildJvm.start(
                classPath,
                List.of(
                        "-Dlightmark.cuda-stand-in.path=" + standIn,
                        "-Djava.io.tmpdir=" + extracted,
                        "-D" + Devices.CUDNN_PROPERTY + "=" + cudnn(mutant)),
                Map.of(),
                FirstFailure.class,
                mutant.operations().toArray(String[]::new));
        return child.finish();
    }

    /** The kernels of this module stand around calls of cuDNN; all others are used in its place. */
    private static String cudnn(KernelMutant mutant) {
        return mutant.module().equals("cudnn") ? "forced" : "off";
    }

    private static void assertEnds(String how, String outcome) {
        assertTrue(outcome.lines().anyMatch(line -> line.startsWith(how)) && outcome.endsWith("exit 0"), outcome);
    }

    @TestFactory
    Stream<DynamicTest> everyMutantIsCaught() {
        return OUTCOMES.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey().toString(), () -> {
                    String outcome = entry.getValue().get();
                    assertEnds("caught ", outcome);
                }));
    }

    @Test
    void everyKernelFileHasMutants() throws IOException {
        Set<String> mutated = new TreeSet<>();
        for (KernelMutant mutant : KernelMutant.all()) {
            mutated.add(mutant.module());
        }
        assertEquals(MutantStandIn.ofThisBuild().modules(), mutated);
        assertTrue(OUTCOMES.size() >= LEAST_MUTANTS, OUTCOMES.size() + " mutants");
    }

    @Test
    void withoutABugNothingIsCaught() throws Exception {
        MutantStandIn standIn = MutantStandIn.ofThisBuild();
        Path folder = Files.createDirectory(temp.resolve("original"));
        KernelMutant original = new KernelMutant(
                "none",
                "add.cu",
                "add",
                List.of("Add", "SgdUpdate"),
                "load_pack<kWidth>(b + i)",
                "load_pack<kWidth>(b + i)");
        String outcome = run(standIn.build(original, folder), folder, original);
        assertEnds("survived ", outcome);
    }
}
