package io.lightmark.benchmarks.depthwise;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.benchmarks.measure.Quantiles;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.op.CounterRandom;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One operation called many times in one run of a plan, which a CUDA backend replays as one graph. All arrays stay on
 * the device. Calls take turns on several sets of arrays, so that none finds its data in a cache: the sets together are
 * larger than it.
 */
final class RepeatedCalls implements AutoCloseable {
    private static final int LEAST_SETS = 2;
    private static final int MOST_SETS = 512;
    private static final int RANDOM_FLOATS = 1 << 20;
    private static final int LEAST_RUNS = 5;

    private final Plan plan;
    private final int calls;
    private final int sets;

    private RepeatedCalls(Plan plan, int calls, int sets) {
        this.plan = plan;
        this.calls = calls;
        this.sets = sets;
    }

    /**
     * Makes the calls ready.
     *
     * @param leastCalls calls of one run, at least; every set is used once or more
     * @param rotatedBytes what the sets together shall cover
     */
    static RepeatedCalls of(Backend backend, Op op, Pass pass, int leastCalls, long rotatedBytes) {
        long covering = (rotatedBytes + op.bytes(pass) - 1) / op.bytes(pass);
        int sets = (int) Math.max(LEAST_SETS, Math.min(MOST_SETS, covering));
        int calls = Math.max(leastCalls, sets);
        Program.Builder builder = new Program.Builder();
        List<Map<String, Value>> arrays = new ArrayList<>();
        for (int set = 0; set < sets; set++) {
            arrays.add(declare(builder, op, pass, set));
        }
        for (int call = 0; call < calls; call++) {
            builder.step("call " + call, op, pass, arrays.get(call % sets));
        }
        Plan plan = backend.plan(builder.build());
        try {
            fill(plan);
            return new RepeatedCalls(plan, calls, sets);
        } catch (RuntimeException e) {
            plan.close();
            throw e;
        }
    }

    private static Map<String, Value> declare(Program.Builder builder, Op op, Pass pass, int set) {
        Map<String, Value> arrays = new HashMap<>();
        for (Operand operand : op.operands(pass)) {
            Value.Role role = operand.name().equals("weight") ? Value.Role.PARAMETER : Value.Role.STATE;
            arrays.put(operand.name(), builder.value(operand.name() + set, operand.shape(), operand.dtype(), role));
        }
        return arrays;
    }

    /** Random numbers, since zeros cost a device less power and so less time; large arrays repeat a stretch of them. */
    private static void fill(Plan plan) {
        long key = CounterRandom.key(1, 0, 0);
        float[] random = new float[RANDOM_FLOATS];
        for (int i = 0; i < random.length; i++) {
            random[i] = 2 * CounterRandom.uniform(key, i) - 1;
        }
        Map<Integer, float[]> byLength = new HashMap<>();
        for (Value value : plan.program().values()) {
            plan.write(value, byLength.computeIfAbsent(value.shape().length(), length -> repeat(random, length)));
        }
    }

    private static float[] repeat(float[] stretch, int length) {
        float[] data = new float[length];
        for (int done = 0; done < length; done += stretch.length) {
            System.arraycopy(stretch, 0, data, done, Math.min(stretch.length, length - done));
        }
        return data;
    }

    int calls() {
        return calls;
    }

    int sets() {
        return sets;
    }

    /** Times of one call in microseconds: of whole runs, from host call to the end on the device, divided by the calls. */
    Quantiles measure(int millis) {
        plan.run();
        plan.run();
        List<Double> micros = new ArrayList<>();
        long end = System.nanoTime() + millis * 1_000_000L;
        long before = System.nanoTime();
        do {
            plan.run();
            long after = System.nanoTime();
            micros.add((after - before) / 1e3 / calls);
            before = after;
        } while (before - end < 0 || micros.size() < LEAST_RUNS);
        return Quantiles.of(micros.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public void close() {
        plan.close();
    }
}
