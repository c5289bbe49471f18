package io.lightmark.backend;

import io.lightmark.graph.Value;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.tensor.DType;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one check of an operation on a backend: inputs written, outputs filled with NaN, one step run, every element
 * compared with the oracle's, guards inspected, run again and compared bit by bit; then once more for each optional
 * output alone. A failure is one line with the problem, the seed, the element and the limit.
 */
final class OpCheck {
    private final Expectation expectation;
    private final Backend backend;

    private OpCheck(Expectation expectation, Backend backend) {
        this.expectation = expectation;
        this.backend = backend;
    }

    /** Throws an {@link AssertionError} if the backend does not do as expected. */
    static void check(Expectation expectation, Backend backend) {
        OpCheck check = new OpCheck(expectation, backend);
        OpCase problem = expectation.problem();
        check.check(OneStep.of(problem.op(), problem.pass()));
        List<Operand> optional = problem.op().operands(problem.pass()).stream()
                .filter(Operand::optional)
                .toList();
        if (problem.pass() == Pass.BACKWARD && optional.size() > 1) {
            for (Operand only : optional) {
                check.check(OneStep.of(problem.op(), problem.pass(), only::equals));
            }
        }
    }

    private void check(OneStep step) {
        try (Plan plan = backend.plan(step.program())) {
            Map<String, float[]> first = run(plan, step);
            first.forEach(this::compare);
            Map<String, float[]> second = run(plan, step);
            first.forEach((name, values) -> compareBits(name, values, second.get(name)));
        }
    }

    private Map<String, float[]> run(Plan plan, OneStep step) {
        step.values().forEach((name, value) -> prepare(plan, name, value));
        if (plan instanceof GuardedPlan guarded) {
            guarded.poison();
        }
        plan.run();
        if (plan instanceof GuardedPlan guarded) {
            try {
                guarded.checkGuards();
            } catch (IllegalStateException e) {
                throw new AssertionError(where() + ": " + e.getMessage(), e);
            }
        }
        Map<String, float[]> results = new HashMap<>();
        step.values().forEach((name, value) -> {
            if (value.role() != Value.Role.INPUT) {
                float[] result = new float[value.shape().length()];
                plan.read(value, result);
                results.put(name, result);
            }
        });
        return results;
    }

    private void prepare(Plan plan, String name, Value value) {
        double[] source = expectation.inputs().get(name);
        float[] floats = new float[value.shape().length()];
        switch (value.role()) {
            case OUTPUT -> {
                java.util.Arrays.fill(floats, Float.NaN);
                plan.buffer(value).asFloatBuffer().put(floats);
            }
            case INPUT, PARAMETER -> {
                if (value.dtype() != DType.F32) {
                    writeIntegers(plan.buffer(value), value.dtype(), source);
                    return;
                }
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) source[i];
                }
                plan.write(value, floats);
            }
            default -> throw new IllegalStateException("Expected a role of a one-step program, received "
                    + value.role() + ". Fix: correct OneStep.");
        }
    }

    private static void writeIntegers(ByteBuffer buffer, DType type, double[] source) {
        for (double element : source) {
            if (type == DType.U8) {
                buffer.put((byte) (int) element);
            } else {
                buffer.putInt((int) element);
            }
        }
    }

    private void compare(String name, float[] received) {
        double[] expected = expectation.outputs().get(name);
        double[] limits = expectation.limits().get(name);
        for (int i = 0; i < received.length; i++) {
            boolean equal = received[i] == (float) expected[i];
            if (!equal && !(Math.abs(received[i] - expected[i]) <= limits[i])) {
                throw new AssertionError(where() + ": " + name + "[" + i + "] expected " + expected[i] + ", received "
                        + received[i] + ", limit " + limits[i]);
            }
        }
    }

    private void compareBits(String name, float[] first, float[] second) {
        for (int i = 0; i < first.length; i++) {
            if (Float.floatToRawIntBits(first[i]) != Float.floatToRawIntBits(second[i])) {
                throw new AssertionError(where() + ": " + name + "[" + i + "] expected the same bits again, received "
                        + first[i] + " and then " + second[i]);
            }
        }
    }

    private String where() {
        return expectation + " on " + backend.name();
    }
}
