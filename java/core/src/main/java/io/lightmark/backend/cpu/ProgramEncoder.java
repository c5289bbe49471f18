package io.lightmark.backend.cpu;

import io.lightmark.graph.MemoryLayout;
import io.lightmark.graph.Program;
import io.lightmark.graph.Step;
import io.lightmark.graph.Value;
import io.lightmark.op.Pass;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;

/** Writes a program as the flat list of words that {@code native/cpu/encoding.h} describes. */
final class ProgramEncoder {
    private static final long MAGIC = 0x6c696768746d6b31L;

    private ProgramEncoder() {}

    static long[] encode(Program program, MemoryLayout layout) {
        LongStream.Builder words = LongStream.builder();
        words.add(MAGIC).add(program.values().size()).add(program.steps().size());
        Set<Integer> used = new HashSet<>();
        program.steps().forEach(step -> used.addAll(step.values()));
        for (Value value : program.values()) {
            // A transient value that no step names has no place in the arena.
            boolean placed = value.role().isPersistent() || used.contains(value.id());
            words.add(value.role().isHostVisible() ? 1 : 0)
                    .add(placed ? layout.offset(value) : 0)
                    .add(placed ? value.bytes() : 0)
                    .add(value.role().isPersistent() ? 1 : 0);
        }
        program.steps().forEach(step -> encode(step, words));
        return words.build().toArray();
    }

    private static void encode(Step step, LongStream.Builder words) {
        OpEncoding<?> encoding = OpEncoding.of(step.op().getClass());
        long[] attributes = encoding.attributesOf(step.op());
        words.add(encoding.code()).add(step.pass() == Pass.BACKWARD ? 1 : 0).add(attributes.length);
        LongStream.of(attributes).forEach(words::add);
        words.add(step.values().size());
        step.values().forEach(id -> words.add(id));
    }
}
