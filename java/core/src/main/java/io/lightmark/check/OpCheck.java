package io.lightmark.check;

import io.lightmark.backend.Backend;
import io.lightmark.backend.GuardedPlan;
import io.lightmark.backend.Plan;
import io.lightmark.graph.Value;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.tensor.DType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The one check of an operation on a backend: inputs written, outputs filled with NaN, one step run, every element
 * compared with the oracle's, guards inspected, run again twice and compared bit by bit; then once more for each optional
 * output alone. A failure is one line with the problem, the seed, the element and the limit.
 */
public final class OpCheck {
    /** The stand-in driver runs its threads in another order each time: forward, backward, shuffled. */
    private static final int RUNS = 3;

    private final Expectation expectation;
    private final Backend backend;
    private final String name;
    private double worst;

    /**
     * What a device made of a case.
     *
     * @param outputs by operand
     * @param worst greatest error as a share of what is allowed, from 0 to 1
     */
    public record Outcome(Map<String, float[]> outputs, double worst) {}

    private OpCheck(Expectation expectation, Backend backend, String name) {
        this.expectation = expectation;
        this.backend = backend;
        this.name = name;
    }

    /**
     * Checks one case on one backend.
     *
     * @param name the backend's name in failures
     * @throws CheckFailedException if the backend does not do as expected
     */
    public static Outcome check(Expectation expectation, Backend backend, String name) {
        OpCheck check = new OpCheck(expectation, backend, name);
        OpCase problem = expectation.problem();
        Map<String, float[]> results = check.check(OneStep.of(problem.op(), problem.pass()));
        List<Operand> optional = problem.op().operands(problem.pass()).stream()
                .filter(Operand::optional)
                .toList();
        if (problem.pass() == Pass.BACKWARD && optional.size() > 1) {
            for (Operand only : optional) {
                check.check(OneStep.of(problem.op(), problem.pass(), only::equals));
            }
        }
        return new Outcome(results, check.worst);
    }

    /** Throws a {@link CheckFailedException} if two results differ in any bit. */
    public static void requireSameBits(String where, Map<String, float[]> first, Map<String, float[]> second) {
        first.forEach((operand, values) -> {
            for (int i = 0; i < values.length; i++) {
                float other = Named.get(second, operand)[i];
                if (Float.floatToRawIntBits(values[i]) != Float.floatToRawIntBits(other)) {
                    throw new CheckFailedException(where + ": " + operand + "[" + i
                            + "] expected the same bits, received " + values[i] + " and " + other);
                }
            }
        });
    }

    private Map<String, float[]> check(OneStep step) {
        try (Plan plan = backend.plan(step.program())) {
            Map<String, float[]> first = run(plan, step);
            first.forEach(this::compare);
            for (int again = 1; again < RUNS; again++) {
                requireSameBits(where() + ", run again", first, run(plan, step));
            }
            return first;
        }
    }

    private Map<String, float[]> run(Plan plan, OneStep step) {
        step.values().forEach((operand, value) -> prepare(plan, operand, value));
        if (plan instanceof GuardedPlan guarded) {
            guarded.poison();
        }
        plan.run();
        if (plan instanceof GuardedPlan guarded) {
            try {
                guarded.checkGuards();
            } catch (IllegalStateException e) {
                throw new CheckFailedException(where() + ": " + e.getMessage(), e);
            }
        }
        Map<String, float[]> results = new HashMap<>();
        step.values().forEach((operand, value) -> {
            if (value.role() != Value.Role.INPUT) {
                float[] result = new float[value.shape().length()];
                plan.read(value, result);
                results.put(operand, result);
            }
        });
        return results;
    }

    private void prepare(Plan plan, String operand, Value value) {
        float[] floats = new float[value.shape().length()];
        switch (value.role()) {
            case OUTPUT -> {
                Arrays.fill(floats, Float.NaN);
                plan.buffer(value).asFloatBuffer().put(floats);
            }
            case INPUT, PARAMETER -> {
                double[] source = Named.get(expectation.inputs(), operand);
                if (value.dtype() != DType.F32) {
                    writeIntegers(plan.buffer(value), value.dtype(), source);
                    return;
                }
                for (int i = 0; i < floats.length; i++) {
                    floats[i] = (float) source[i];
                }
                plan.write(value, floats);
            }
            default ->
                throw new IllegalStateException(
                        "Expected a role of a one-step program, received " + value.role() + ". Fix: correct OneStep.");
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

    private void compare(String operand, float[] received) {
        double[] expected = Named.get(expectation.outputs(), operand);
        double[] limits = Named.get(expectation.limits(), operand);
        for (int i = 0; i < received.length; i++) {
            double error = received[i] == (float) expected[i] ? 0 : Math.abs(received[i] - expected[i]);
            if (!(error <= limits[i])) {
                throw new CheckFailedException(where() + ": " + operand + "[" + i + "] expected " + expected[i]
                        + ", received " + received[i] + ", limit " + limits[i]);
            }
            worst = error == 0 ? worst : Math.max(worst, error / limits[i]);
        }
    }

    private String where() {
        return expectation + " on " + name;
    }
}
