package io.lightmark.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.models.Cascade48;
import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.LossFunction;
import io.lightmark.op.SgdUpdate;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No two values that live at one time share memory, by brute force over random programs and the real ones. */
final class MemoryLayoutTest {
    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void randomProgram(long seed) {
        check(RandomPrograms.of(seed), "seed " + seed);
    }

    @Test
    void trainingStepOfTheCascade() {
        Program program = TrainingLowering.lower(
                Cascade48.network(5),
                4,
                PictureInput.PIXELS,
                shape -> ElementwiseLoss.mean(shape, LossFunction.SQUARED),
                spec -> new SgdUpdate(spec.shape(), 0.9f, 0, 1));
        check(program, "training");
        long unshared = program.values(Value.Role.TRANSIENT).stream()
                .mapToLong(Value::bytes)
                .sum();
        MemoryLayout layout = MemoryLayout.of(program);
        long shared = layout.arenaBytes() - layout.persistentBytes();
        assertTrue(shared < 0.8 * unshared, "expected sharing to save memory, received " + shared + " of " + unshared);
    }

    private static void check(Program program, String name) {
        MemoryLayout layout = MemoryLayout.of(program);
        List<Value> values = program.values();
        for (Value value : values) {
            long offset = layout.offset(value);
            long end = offset + value.bytes() + MemoryLayout.GUARD;
            String where = name + ": " + value;
            assertEquals(0, offset % MemoryLayout.ALIGNMENT, where);
            assertTrue(offset >= MemoryLayout.GUARD, where);
            long limit = value.role().isHostVisible()
                    ? layout.hostBytes()
                    : value.role().isPersistent() ? layout.persistentBytes() : layout.arenaBytes();
            assertTrue(end <= limit, where + " ends at " + end + " of " + limit);
        }
        List<BitSet> spans = values.stream().map(value -> span(program, value)).toList();
        for (Value a : values) {
            for (Value b : values) {
                if (a.id() < b.id()
                        && a.role().isHostVisible() == b.role().isHostVisible()
                        && spans.get(a.id()).intersects(spans.get(b.id()))) {
                    assertTrue(
                            apart(layout, a, b),
                            name + ": " + a + " at " + layout.offset(a) + " meets " + b + " at " + layout.offset(b));
                }
            }
        }
    }

    private static boolean apart(MemoryLayout layout, Value a, Value b) {
        return layout.offset(a) + a.bytes() + MemoryLayout.GUARD <= layout.offset(b)
                || layout.offset(b) + b.bytes() + MemoryLayout.GUARD <= layout.offset(a);
    }

    /** The steps during which a value holds something: all, if it outlives a run, else from first to last use. */
    private static BitSet span(Program program, Value value) {
        BitSet steps = new BitSet();
        for (int s = 0; s < program.steps().size(); s++) {
            if (value.role().isPersistent() || program.steps().get(s).values().contains(value.id())) {
                steps.set(s);
            }
        }
        if (!steps.isEmpty()) {
            steps.set(steps.nextSetBit(0), steps.length());
        }
        return steps;
    }
}
