package io.lightmark.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Plan;
import io.lightmark.backend.cuda.driver.LiveResources;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import io.lightmark.error.CudaOutOfMemoryException;
import io.lightmark.testing.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Opening, sharing, closing and running out of memory, on the stand-in. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CudaLifecycleTest {
    private static final int THREADS = 16;

    @BeforeEach
    void begin() {
        StandIn.command("reset");
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(Map.of(), LiveResources.held());
        assertTrue(
                Stream.of(StandIn.command("live").split(" ")).allMatch(count -> count.endsWith("=0")),
                () -> StandIn.command("live"));
        StandIn.command("reset");
    }

    private static CudaBackend open() {
        return CudaBackend.open(new CudaOptions(LoadedDriver.Kind.STAND_IN, 0, false));
    }

    /** Runs the same on many threads at once and returns what failed first, if anything did. */
    private static void onAllThreads(Callable<Void> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(work));
            }
            for (Future<Void> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void outOfMemoryLeavesRoomForASmallerBatch() {
        StandIn.command("profile memory=" + (8 << 20));
        try (CudaBackend backend = open()) {
            for (int round = 0; round < 3; round++) {
                String message = assertThrows(
                                CudaOutOfMemoryException.class, () -> backend.plan(AddProgram.of(4 << 20)))
                        .getMessage();
                assertTrue(String.valueOf(message).contains(" bytes are free; this process holds "), message);
                assertTrue(String.valueOf(message).contains("Fix: use a smaller batch"), message);
                assertFalse(LiveResources.held().containsKey(LiveResources.Kind.DEVICE_BYTES), "bytes held");
                try (Plan smaller = backend.plan(AddProgram.of(1000))) {
                    AddProgram.use(smaller, 1, round);
                }
            }
        }
    }

    @Test
    void everyThreadMayHaveItsPlan() throws Exception {
        try (CudaBackend backend = open()) {
            onAllThreads(() -> {
                try (Plan plan = backend.plan(AddProgram.of(100))) {
                    for (int i = 0; i < 20; i++) {
                        AddProgram.use(plan, i, 1);
                    }
                }
                return null;
            });
        }
    }

    @Test
    void fromOneThreadToTheNext() throws Exception {
        try (CudaBackend backend = open();
                Plan plan = backend.plan(AddProgram.of(100))) {
            onAllThreads(() -> {
                synchronized (plan) {
                    AddProgram.use(plan, 3, 4);
                }
                return null;
            });
        }
    }

    @Test
    void closingWaitsForTheRun() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (CudaBackend backend = open()) {
                Plan plan = backend.plan(AddProgram.of(5000));
                CountDownLatch running = new CountDownLatch(1);
                Thread runner = new Thread(() -> {
                    assertThrows(IllegalStateException.class, () -> {
                        while (true) {
                            plan.run();
                            running.countDown();
                        }
                    });
                });
                runner.start();
                running.await();
                plan.close();
                runner.join();
            }
        }
    }

    @Test
    void onlyMisuseIsRefusedWhateverThreadsDo() throws Exception {
        SplittableRandom seeds = new SplittableRandom(14);
        try (CudaBackend backend = open()) {
            onAllThreads(() -> {
                SplittableRandom random;
                synchronized (seeds) {
                    random = seeds.split();
                }
                Plan plan = backend.plan(AddProgram.of(1 + random.nextInt(300)));
                for (int i = 0; i < 60; i++) {
                    plan = step(backend, plan, random.nextInt(5));
                }
                plan.close();
                return null;
            });
        }
    }

    private static Plan step(CudaBackend backend, Plan plan, int choice) {
        switch (choice) {
            case 0 -> {
                plan.close();
                plan.close();
                assertThrows(IllegalStateException.class, plan::run);
                return backend.plan(AddProgram.of(64));
            }
            case 1 -> assertThrows(IllegalStateException.class, backend::close);
            case 2 -> plan.run();
            default -> AddProgram.use(plan, choice, 2);
        }
        return plan;
    }

    @Test
    void theProcessMayEndInTheMiddleOfARun(@TempDir Path temp) throws Exception {
        List<Path> classPath = Stream.of(System.getProperty("java.class.path").split(":"))
                .map(Path::of)
                .collect(Collectors.toList());
        for (int round = 0; round < 3; round++) {
            ChildJvm child = ChildJvm.start(
                    classPath,
                    List.of("-XX:ErrorFile=" + temp.resolve("hs_err.log"), "-Djava.io.tmpdir=" + temp),
                    Map.of(),
                    RunUntilExit.class);
            String said = child.finish();
            assertTrue(said.endsWith("exit 7"), said);
            assertFalse(Files.exists(temp.resolve("hs_err.log")), "the virtual machine crashed");
        }
    }
}
