package io.lightmark.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.op.Activation;
import io.lightmark.op.Add;
import io.lightmark.op.Linear;
import io.lightmark.op.Pass;
import io.lightmark.op.SgdUpdate;
import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan promises whatever it computes: where data lives, how long, and how misuse is refused. */
final class PlanContractTest {
    private static final Shape ROW = Shape.of(1, 3);

    static List<Backends.Choice> backends() {
        return Backends.all();
    }

    /** {@code t = x · w; p -= rate · x; v} its velocity, {@code y = t · w}, beside integers that no step reads. */
    private static Program program() {
        Program.Builder builder = new Program.Builder();
        Linear linear = new Linear(ROW, 3, false, Activation.IDENTITY);
        Value x = builder.value("x", ROW, Value.Role.INPUT);
        Value rate = builder.value("rate", Shape.of(1), Value.Role.INPUT);
        builder.value("counts", Shape.of(4), DType.I32, Value.Role.INPUT);
        Value weight = builder.value("w", linear.weight(), Value.Role.PARAMETER);
        Value parameter = builder.value("p", ROW, Value.Role.PARAMETER);
        Value velocity = builder.value("v", ROW, Value.Role.STATE);
        Value t = builder.value("t", ROW, Value.Role.TRANSIENT);
        Value y = builder.value("y", ROW, Value.Role.OUTPUT);
        builder.step("first", linear, Pass.FORWARD, Map.of("x", x, "weight", weight, "y", t));
        builder.step(
                "update",
                new SgdUpdate(ROW, 0.5f, 0, 1),
                Pass.FORWARD,
                Map.of("gradient", x, "rate", rate, "parameter", parameter, "velocity", velocity));
        builder.step("second", linear, Pass.FORWARD, Map.of("x", t, "weight", weight, "y", y));
        return builder.build();
    }

    private static float[] read(Plan plan, String name) {
        Value value = plan.program().value(name);
        float[] data = new float[value.shape().length()];
        plan.read(value, data);
        return data;
    }

    private static void write(Plan plan, String name, float... data) {
        plan.write(plan.program().value(name), data);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backends")
    void everythingStartsAsZeros(Backends.Choice choice) {
        try (Backend backend = choice.open().get();
                Plan plan = backend.plan(program())) {
            for (String name : new String[] {"w", "p", "v"}) {
                float[] data = read(plan, name);
                assertArrayEquals(new float[data.length], data, name);
            }
            for (String name : new String[] {"x", "counts"}) {
                ByteBuffer buffer = plan.buffer(plan.program().value(name));
                while (buffer.hasRemaining()) {
                    assertEquals(0, buffer.get(), name);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backends")
    void inputsWeightsAndStateStayBetweenRuns(Backends.Choice choice) {
        try (Backend backend = choice.open().get();
                Plan plan = backend.plan(program())) {
            write(plan, "x", 1, 2, 3);
            write(plan, "rate", 1);
            write(plan, "w", 0, 2, 0, 0, 0, 2, 2, 0, 0);
            write(plan, "p", 10, 10, 10);
            plan.run();
            assertArrayEquals(new float[] {8, 12, 4}, read(plan, "y"), "y = x · w · w");
            assertArrayEquals(new float[] {9, 8, 7}, read(plan, "p"));
            plan.run();
            assertArrayEquals(new float[] {8, 12, 4}, read(plan, "y"), "the input stays until written again");
            assertArrayEquals(new float[] {1.5f, 3, 4.5f}, read(plan, "v"), "v = 0.5 · v + x");
            assertArrayEquals(new float[] {7.5f, 5, 2.5f}, read(plan, "p"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backends")
    void residentInputsCountOnceUploaded(Backends.Choice choice) {
        Program.Builder builder = new Program.Builder();
        Value sum = builder.value("sum", ROW, Value.Role.OUTPUT);
        Value input = builder.value("input", ROW, Value.Role.INPUT);
        Value resident = builder.value("resident", ROW, Value.Role.RESIDENT);
        builder.step("sum", new Add(ROW), Pass.FORWARD, Map.of("a", resident, "b", input, "y", sum));
        Program program = builder.build();
        try (Backend backend = choice.open().get();
                Plan plan = backend.plan(program)) {
            assertArrayEquals(new float[3], read(plan, "sum"), "values start as zeros in any order of roles");
            write(plan, "input", 1, 2, 3);
            plan.run();
            assertArrayEquals(new float[] {1, 2, 3}, read(plan, "sum"), "resident inputs start as zeros");
            for (int round = 1; round <= 2; round++) {
                plan.buffer(resident).asFloatBuffer().put(new float[] {10 * round, 20 * round, 30 * round});
                plan.upload(resident);
                plan.run();
                assertArrayEquals(new float[] {10 * round + 1, 20 * round + 2, 30 * round + 3}, read(plan, "sum"));
            }
            if (plan instanceof GuardedPlan guarded) {
                guarded.checkGuards();
            }
            refused(() -> plan.upload(input));
            refused(() -> plan.upload(sum));
            plan.close();
            assertThrows(IllegalStateException.class, () -> plan.upload(resident));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backends")
    void buffersAreDirectNativeAndLive(Backends.Choice choice) {
        try (Backend backend = choice.open().get();
                Plan plan = backend.plan(program())) {
            Value x = plan.program().value("x");
            ByteBuffer buffer = plan.buffer(x);
            assertTrue(buffer.isDirect());
            assertEquals(ByteOrder.nativeOrder(), buffer.order());
            assertEquals(x.bytes(), buffer.remaining());
            write(plan, "w", 1, 0, 0, 0, 1, 0, 0, 0, 1);
            buffer.putFloat(4).putFloat(5).putFloat(6);
            ByteBuffer output = plan.buffer(plan.program().value("y"));
            plan.run();
            assertEquals(4, output.getFloat(0), "a buffer taken before the run shows its result");
            assertArrayEquals(new float[] {4, 5, 6}, read(plan, "y"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backends")
    void misuseIsRefusedInASentence(Backends.Choice choice) {
        try (Backend backend = choice.open().get();
                Plan plan = backend.plan(program())) {
            Program p = plan.program();
            Value foreign = new Value(0, "x", Shape.of(1, 4), DType.F32, Value.Role.INPUT);
            Value beyond = new Value(99, "z", ROW, DType.F32, Value.Role.INPUT);
            refused(() -> plan.write(p.value("x"), new float[2]));
            refused(() -> plan.read(p.value("y"), new float[4]));
            refused(() -> plan.write(p.value("y"), new float[3]));
            refused(() -> plan.read(p.value("x"), new float[3]));
            refused(() -> plan.write(p.value("t"), new float[3]));
            refused(() -> plan.read(p.value("t"), new float[3]));
            refused(() -> plan.write(p.value("counts"), new float[4]));
            refused(() -> plan.buffer(p.value("w")));
            refused(() -> plan.buffer(p.value("t")));
            refused(() -> plan.buffer(foreign));
            refused(() -> plan.buffer(beyond));
            refused(() -> plan.write(foreign, new float[4]));
        }
    }

    private static void refused(Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.startsWith("Expected ") && message.contains("Fix: "), message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backends")
    void nothingReachesAClosedPlan(Backends.Choice choice) {
        try (Backend backend = choice.open().get()) {
            Plan plan = backend.plan(program());
            Program program = plan.program();
            ByteBuffer input = plan.buffer(program.value("x"));
            plan.close();
            plan.close();
            assertThrows(IllegalStateException.class, plan::run);
            assertThrows(IllegalStateException.class, () -> plan.buffer(program.value("x")));
            assertThrows(IllegalStateException.class, () -> plan.write(program.value("x"), new float[3]));
            assertThrows(IllegalStateException.class, () -> plan.read(program.value("y"), new float[3]));
            if (plan instanceof GuardedPlan guarded) {
                assertThrows(IllegalStateException.class, guarded::poison);
                assertThrows(IllegalStateException.class, guarded::checkGuards);
            }
            input.putFloat(0, 7);
            assertEquals(7, input.getFloat(0), "a buffer stays safe to touch");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backends")
    void backendClosesAfterItsPlans(Backends.Choice choice) {
        Backend backend = choice.open().get();
        Plan plan = backend.plan(program());
        assertThrows(IllegalStateException.class, backend::close, "one plan is open");
        plan.run();
        plan.close();
        backend.close();
        backend.close();
        assertThrows(IllegalStateException.class, () -> backend.plan(program()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backends")
    void plansOfOneBackendDoNotMeet(Backends.Choice choice) {
        try (Backend backend = choice.open().get();
                Plan one = backend.plan(program());
                Plan two = backend.plan(program())) {
            for (Plan plan : List.of(one, two)) {
                write(plan, "w", 1, 0, 0, 0, 1, 0, 0, 0, 1);
            }
            write(one, "x", 1, 1, 1);
            write(two, "x", 2, 2, 2);
            one.run();
            two.run();
            assertArrayEquals(new float[] {1, 1, 1}, read(one, "y"));
            assertArrayEquals(new float[] {2, 2, 2}, read(two, "y"));
        }
    }
}
