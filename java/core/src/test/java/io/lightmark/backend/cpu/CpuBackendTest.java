package io.lightmark.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.op.Add;
import io.lightmark.op.Pass;
import io.lightmark.op.SgdUpdate;
import io.lightmark.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Life, misuse and memory of CPU plans; what the operations compute is the contract test's. */
final class CpuBackendTest {
    private static final int SIZE = 5;

    private long before;

    @BeforeEach
    void measure() {
        before = CpuBackend.liveBytes();
    }

    @AfterEach
    void nothingIsLeft() {
        assertEquals(before, CpuBackend.liveBytes(), "bytes still held");
    }

    /** sum = a + b, then a training step on the parameter p with gradient a. */
    private static Program program() {
        Shape shape = Shape.of(SIZE);
        Program.Builder program = new Program.Builder();
        Value a = program.value("a", shape, Value.Role.INPUT);
        Value b = program.value("b", shape, Value.Role.INPUT);
        Value rate = program.value("rate", Shape.of(1), Value.Role.INPUT);
        Value between = program.value("between", shape, Value.Role.TRANSIENT);
        Value sum = program.value("sum", shape, Value.Role.OUTPUT);
        Value parameter = program.value("p", shape, Value.Role.PARAMETER);
        Value velocity = program.value("v", shape, Value.Role.STATE);
        program.value("unused", Shape.of(4096), Value.Role.TRANSIENT);
        program.step("first", new Add(shape), Pass.FORWARD, Map.of("a", a, "b", b, "y", between));
        program.step("second", new Add(shape), Pass.FORWARD, Map.of("a", between, "b", b, "y", sum));
        program.step(
                "update",
                new SgdUpdate(shape, 0.5f, 0, 1),
                Pass.FORWARD,
                Map.of("gradient", a, "rate", rate, "parameter", parameter, "velocity", velocity));
        return program.build();
    }

    @Test
    void runsAndKeepsWhatOutlivesARun() {
        try (CpuBackend backend = CpuBackend.open(CpuOptions.defaults());
                CpuPlan plan = backend.plan(program())) {
            plan.write(value(plan, "a"), new float[] {1, 2, 3, 4, 5});
            plan.write(value(plan, "b"), new float[] {10, 20, 30, 40, 50});
            plan.write(value(plan, "rate"), new float[] {1});
            plan.write(value(plan, "p"), new float[] {100, 100, 100, 100, 100});
            plan.poison();
            plan.run();
            plan.poison();
            plan.run();
            plan.checkGuards();
            assertArrayEquals(new float[] {21, 42, 63, 84, 105}, read(plan, "sum"), "sum");
            assertArrayEquals(new float[] {1.5f, 3, 4.5f, 6, 7.5f}, read(plan, "v"), "velocity");
            assertArrayEquals(new float[] {97.5f, 95, 92.5f, 90, 87.5f}, read(plan, "p"), "parameter");
            assertEquals(plan.report().hostBytes() % 64, 0, "host block in whole cache lines");
        }
    }

    @Test
    void poisonMarksOutputsThatNoRunWrote() {
        try (CpuBackend backend = CpuBackend.open(CpuOptions.defaults());
                CpuPlan plan = backend.plan(program())) {
            plan.write(value(plan, "p"), new float[] {1, 2, 3, 4, 5});
            plan.poison();
            assertTrue(Float.isNaN(read(plan, "sum")[0]), "output is NaN");
            assertArrayEquals(new float[] {1, 2, 3, 4, 5}, read(plan, "p"), "weights stay");
        }
    }

    @Test
    void aClosedPlanRefusesEverythingButClose() {
        try (CpuBackend backend = CpuBackend.open(CpuOptions.defaults())) {
            CpuPlan plan = backend.plan(program());
            Value a = value(plan, "a");
            ByteBuffer buffer = plan.buffer(a);
            plan.close();
            assertDoesNotThrow(plan::close, "second close");
            assertThrows(IllegalStateException.class, plan::run, "run");
            assertThrows(IllegalStateException.class, plan::poison, "poison");
            assertThrows(IllegalStateException.class, plan::checkGuards, "checkGuards");
            assertThrows(IllegalStateException.class, () -> plan.buffer(a), "buffer");
            assertThrows(IllegalStateException.class, () -> plan.write(a, new float[SIZE]), "write");
            assertThrows(IllegalStateException.class, () -> plan.read(value(plan, "sum"), new float[SIZE]), "read");
            buffer.putFloat(0, 3);
            assertEquals(3, buffer.getFloat(0), "the buffer outlives its plan");
        }
    }

    @Test
    void aBackendClosesAfterItsPlans() {
        CpuBackend backend = CpuBackend.open(CpuOptions.defaults());
        CpuPlan plan = backend.plan(program());
        assertThrows(IllegalStateException.class, backend::close, "close with an open plan");
        plan.close();
        backend.close();
        assertDoesNotThrow(backend::close, "second close");
        assertThrows(IllegalStateException.class, () -> backend.plan(program()), "plan after close");
    }

    @Test
    void memoryThatIsNotClosedShows() {
        CpuBackend backend = CpuBackend.open(CpuOptions.defaults());
        CpuPlan plan = backend.plan(program());
        assertTrue(CpuBackend.liveBytes() > before, "an open plan is counted");
        plan.close();
        backend.close();
    }

    static Stream<Named<Consumer<CpuPlan>>> misuses() {
        return Stream.of(
                Named.of("too few numbers", plan -> plan.write(value(plan, "a"), new float[SIZE - 1])),
                Named.of("too many numbers", plan -> plan.read(value(plan, "sum"), new float[SIZE + 1])),
                Named.of("write an output", plan -> plan.write(value(plan, "sum"), new float[SIZE])),
                Named.of("read an input", plan -> plan.read(value(plan, "a"), new float[SIZE])),
                Named.of("write a transient value", plan -> plan.write(value(plan, "between"), new float[SIZE])),
                Named.of("buffer of a weight", plan -> plan.buffer(value(plan, "p"))),
                Named.of("value of another program", plan -> plan.buffer(foreign())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misuses")
    void wrongArgumentsAreRefused(Consumer<CpuPlan> misuse) {
        try (CpuBackend backend = CpuBackend.open(CpuOptions.defaults());
                CpuPlan plan = backend.plan(program())) {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> misuse.accept(plan));
            assertTrue(String.valueOf(e.getMessage()).contains("Fix: "), e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 257, Integer.MAX_VALUE})
    void numbersOfThreadsAreChecked(int threads) {
        assertThrows(IllegalArgumentException.class, () -> new CpuOptions(threads, SimdLevel.BASELINE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void saysWhatItIs(int threads) {
        try (CpuBackend backend = CpuBackend.open(new CpuOptions(threads, SimdLevel.BASELINE))) {
            assertEquals("cpu", backend.name());
            String plural = threads == 1 ? "" : "s";
            assertEquals("CPU, baseline instructions, " + threads + " thread" + plural, backend.describe());
        }
    }

    @Test
    void closeWaitsForTheRunOfAnotherThread() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (CpuBackend backend = CpuBackend.open(CpuOptions.defaults())) {
            for (int round = 0; round < 50; round++) {
                CpuPlan plan = backend.plan(program());
                Future<IllegalStateException> refusal = threads.submit(() -> runUntilClosed(plan));
                threads.submit(plan::close).get();
                assertTrue(String.valueOf(refusal.get().getMessage()).contains("open plan"), "why the run was refused");
            }
        } finally {
            threads.shutdown();
        }
    }

    private static IllegalStateException runUntilClosed(CpuPlan plan) {
        while (true) {
            try {
                plan.run();
            } catch (IllegalStateException closed) {
                return closed;
            }
        }
    }

    @Test
    void plansOfOneBackendRunOnSeveralThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (CpuBackend backend = CpuBackend.open(CpuOptions.defaults().withThreads(2))) {
            List<Future<float[]>> results = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                results.add(threads.submit(() -> sumOfOnes(backend)));
            }
            for (Future<float[]> result : results) {
                assertArrayEquals(new float[] {3, 3, 3, 3, 3}, result.get(), "1 + 1 + 1");
            }
        } finally {
            threads.shutdown();
        }
    }

    private static float[] sumOfOnes(CpuBackend backend) {
        try (CpuPlan plan = backend.plan(program())) {
            plan.write(value(plan, "a"), new float[] {1, 1, 1, 1, 1});
            plan.write(value(plan, "b"), new float[] {1, 1, 1, 1, 1});
            for (int i = 0; i < 100; i++) {
                plan.run();
            }
            return read(plan, "sum");
        }
    }

    private static Value value(CpuPlan plan, String name) {
        return plan.program().value(name);
    }

    private static float[] read(CpuPlan plan, String name) {
        Value value = value(plan, name);
        float[] data = new float[value.shape().length()];
        plan.read(value, data);
        return data;
    }

    private static Value foreign() {
        return new Program.Builder().value("foreign", Shape.of(SIZE), Value.Role.INPUT);
    }
}
