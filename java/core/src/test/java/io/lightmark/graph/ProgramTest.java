package io.lightmark.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.op.Add;
import io.lightmark.op.Op;
import io.lightmark.op.Pass;
import io.lightmark.op.SgdUpdate;
import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that could not run is refused when built, in a sentence that names the step and the fix. */
final class ProgramTest {
    private static final Shape TWO = Shape.of(2);
    private static final Op ADD = new Add(TWO);

    static Stream<Arguments> broken() {
        return Stream.of(
                broken("operand missing", "operand 'b'", b -> {
                    Value x = b.value("x", TWO, Value.Role.INPUT);
                    Value y = b.value("y", TWO, Value.Role.OUTPUT);
                    b.step("s", ADD, Pass.FORWARD, Map.of("a", x, "y", y));
                }),
                broken("name twice", "'x' twice", b -> {
                    b.value("x", TWO, Value.Role.INPUT);
                    b.value("x", TWO, Value.Role.INPUT);
                }),
                broken("wrong shape", "[2] for operand 'b'", b -> {
                    Value x = b.value("x", TWO, Value.Role.INPUT);
                    Value z = b.value("z", Shape.of(3), Value.Role.INPUT);
                    Value y = b.value("y", TWO, Value.Role.OUTPUT);
                    b.step("s", ADD, Pass.FORWARD, Map.of("a", x, "b", z, "y", y));
                }),
                broken("wrong type", "F32 [2] for operand 'b'", b -> {
                    Value x = b.value("x", TWO, Value.Role.INPUT);
                    Value z = b.value("z", TWO, DType.I32, Value.Role.INPUT);
                    Value y = b.value("y", TWO, Value.Role.OUTPUT);
                    b.step("s", ADD, Pass.FORWARD, Map.of("a", x, "b", z, "y", y));
                }),
                broken("read before written", "'t', which no earlier step writes", b -> {
                    Value t = b.value("t", TWO, Value.Role.TRANSIENT);
                    Value y = b.value("y", TWO, Value.Role.OUTPUT);
                    b.step("s", ADD, Pass.FORWARD, Map.of("a", t, "b", t, "y", y));
                }),
                broken("output read before written", "'y', which no earlier step writes", b -> {
                    Value y = b.value("y", TWO, Value.Role.OUTPUT);
                    Value t = b.value("t", TWO, Value.Role.TRANSIENT);
                    b.step("s", ADD, Pass.FORWARD, Map.of("a", y, "b", y, "y", t));
                    b.step("s", ADD, Pass.FORWARD, Map.of("a", t, "b", t, "y", y));
                }),
                broken("input written", "input 'x'", b -> {
                    Value x = b.value("x", TWO, Value.Role.INPUT);
                    Value z = b.value("z", TWO, Value.Role.INPUT);
                    b.step("s", ADD, Pass.FORWARD, Map.of("a", z, "b", z, "y", x));
                }),
                broken("written and read in one step", "'t' twice", b -> {
                    Value x = b.value("x", TWO, Value.Role.INPUT);
                    Value t = b.value("t", TWO, Value.Role.STATE);
                    b.step("s", ADD, Pass.FORWARD, Map.of("a", x, "b", t, "y", t));
                }),
                broken("two updates of one value", "'p' twice", b -> {
                    Value p = b.value("p", TWO, Value.Role.PARAMETER);
                    Value g = b.value("g", TWO, Value.Role.INPUT);
                    Value rate = b.value("rate", Shape.of(1), Value.Role.INPUT);
                    b.step(
                            "s",
                            new SgdUpdate(TWO, 0, 0, 1),
                            Pass.FORWARD,
                            Map.of("gradient", g, "rate", rate, "parameter", p, "velocity", p));
                }),
                broken("output never written", "output 'y' to be written", b -> b.value("y", TWO, Value.Role.OUTPUT)),
                broken("value of another program", "'z' of another", b -> {
                    Value x = b.value("x", TWO, Value.Role.INPUT);
                    Value z = new Program.Builder().value("z", TWO, Value.Role.INPUT);
                    Value y = b.value("y", TWO, Value.Role.OUTPUT);
                    b.step("s", ADD, Pass.FORWARD, Map.of("a", x, "b", z, "y", y));
                }),
                broken("pass that does not exist", "a pass that the operation has", b -> {
                    Value x = b.value("x", TWO, Value.Role.INPUT);
                    b.step("s", ADD, Pass.BACKWARD, Map.of("a", x));
                }));
    }

    private static Arguments broken(String name, String message, Consumer<Program.Builder> build) {
        return Arguments.of(name, message, build);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void isRefused(String name, String message, Consumer<Program.Builder> build) {
        IllegalArgumentException error = assertThrows(
                IllegalArgumentException.class,
                () -> {
                    Program.Builder builder = new Program.Builder();
                    build.accept(builder);
                    builder.build();
                },
                name);
        assertTrue(error.getMessage().contains(message), name + ": " + error.getMessage());
        assertTrue(error.getMessage().contains("Fix: "), name + ": " + error.getMessage());
    }

    @Test
    void anUnknownNameListsTheKnownOnes() {
        Program.Builder builder = new Program.Builder();
        Value x = builder.value("x", TWO, Value.Role.INPUT);
        Value y = builder.value("y", TWO, Value.Role.OUTPUT);
        builder.step("s", ADD, Pass.FORWARD, Map.of("a", x, "b", x, "y", y));
        Program program = builder.build();
        assertEquals(y, program.value("y"));
        String message = assertThrows(IllegalArgumentException.class, () -> program.value("z"))
                .getMessage();
        assertTrue(message.contains("'z'") && message.contains("[x, y]"), message);
    }
}
