package io.lightmark.benchmarks.jmh;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.op.CounterRandom;
import io.lightmark.op.Operand;
import io.lightmark.op.RunState;
import io.lightmark.tensor.DType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A plan of one operation, its arrays filled with numbers of the size that networks have. Weights are parameters, so a
 * backend may arrange them as it likes when it plans, as in a network.
 */
public final class SingleOp implements AutoCloseable {
    private static final Set<String> WEIGHTS = Set.of(
            "weight",
            "bias",
            "gamma",
            "beta",
            "runningMean",
            "runningVar",
            "weight1",
            "bias1",
            "weight2",
            "bias2",
            "parameter");

    /** Arrays that only make sense when positive. */
    private static final Set<String> POSITIVE = Set.of("runningVar", "invStd", "moment2");

    private final Plan plan;

    private SingleOp(Plan plan) {
        this.plan = plan;
    }

    /** Makes a problem ready on a backend, which stays the caller's. */
    public static SingleOp of(OpProblem problem, Backend backend) {
        Program.Builder builder = new Program.Builder();
        Map<String, Value> values = new HashMap<>();
        for (Operand operand : problem.op().operands(problem.pass())) {
            values.put(operand.name(), builder.value(operand.name(), operand.shape(), operand.dtype(), role(operand)));
        }
        builder.step(problem.describe(), problem.op(), problem.pass(), values);
        Plan plan = backend.plan(builder.build());
        values.values().stream()
                .filter(value -> value.role() != Value.Role.OUTPUT)
                .forEach(value -> fill(plan, value));
        return new SingleOp(plan);
    }

    /** Runs the operation once. */
    public void run() {
        plan.run();
    }

    Plan plan() {
        return plan;
    }

    @Override
    public void close() {
        plan.close();
    }

    private static Value.Role role(Operand operand) {
        if (WEIGHTS.contains(operand.name())) {
            return Value.Role.PARAMETER;
        }
        return switch (operand.access()) {
            case IN -> Value.Role.INPUT;
            case OUT -> Value.Role.OUTPUT;
            case INOUT -> Value.Role.STATE;
        };
    }

    private static void fill(Plan plan, Value value) {
        if (value.dtype() == DType.I32) {
            plan.buffer(value).asIntBuffer().put(RunState.of(1, 1));
            return;
        }
        long key = CounterRandom.key(1, 0, value.id());
        float[] data = new float[value.shape().length()];
        for (int i = 0; i < data.length; i++) {
            float unit = CounterRandom.uniform(key, i);
            data[i] = POSITIVE.contains(value.name()) ? 0.5f + unit : 2 * unit - 1;
        }
        if (value.name().equals("rate")) {
            data[0] = 1e-6f;
        }
        plan.write(value, data);
    }
}
