package io.lightmark.graph;

import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.tensor.DType;
import io.lightmark.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A lowered network: values and the steps that compute them, in order, with every shape known. A program is data; a
 * backend turns it into a plan. It is checked once, when built: operands fit their values, nothing is read before it is
 * written, names are unique.
 */
public final class Program {
    private final List<Value> values;
    private final List<Step> steps;
    private final Map<String, Value> byName;

    private Program(List<Value> values, List<Step> steps) {
        this.values = List.copyOf(values);
        this.steps = List.copyOf(steps);
        this.byName = new HashMap<>();
        for (Value value : values) {
            if (byName.put(value.name(), value) != null) {
                throw new IllegalArgumentException("Expected unique value names, received '" + value.name()
                        + "' twice. Fix: give each layer its own name.");
            }
        }
        new ProgramCheck(this).run();
    }

    public List<Value> values() {
        return values;
    }

    public List<Step> steps() {
        return steps;
    }

    /** Whether a value of this name exists. */
    public boolean has(String name) {
        return byName.containsKey(name);
    }

    /** The value of this name. */
    public Value value(String name) {
        Value value = byName.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Expected the name of a value of this program, received '" + name
                    + "'. Fix: use one of " + byName.keySet().stream().sorted().toList() + ".");
        }
        return value;
    }

    /** The values of one role, in program order. */
    public List<Value> values(Value.Role role) {
        return values.stream().filter(value -> value.role() == role).toList();
    }

    /** Multiply-adds of one run. */
    public long multiplyAdds() {
        return steps.stream()
                .mapToLong(step -> step.op().multiplyAdds(step.pass()))
                .sum();
    }

    /** Bytes that one run must at least move if every step reads and writes its operands once. */
    public long bytesMoved() {
        return steps.stream().mapToLong(step -> step.op().bytes(step.pass())).sum();
    }

    /** Collects values and steps. */
    public static final class Builder {
        private final List<Value> values = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();

        /** Adds a value and returns it. */
        public Value value(String name, Shape shape, DType dtype, Value.Role role) {
            Value value = new Value(values.size(), name, shape, dtype, role);
            values.add(value);
            return value;
        }

        /** Adds a float32 value and returns it. */
        public Value value(String name, Shape shape, Value.Role role) {
            return value(name, shape, DType.F32, role);
        }

        /**
         * Adds a step whose operands are looked up by name.
         *
         * @param label where the step comes from
         * @param operands value per operand name; an optional operand may be missing
         */
        public void step(String label, Op op, Pass pass, Map<String, Value> operands) {
            List<Integer> ids = new ArrayList<>();
            for (Operand operand : op.operands(pass)) {
                Value value = operands.get(operand.name());
                if (value == null && !operand.optional()) {
                    throw new IllegalArgumentException("Expected a value for operand '" + operand.name() + "' of "
                            + op.describe() + ", received none. Fix: pass it in the operand map.");
                }
                if (value != null
                        && (value.id() >= values.size()
                                || !values.get(value.id()).equals(value))) {
                    throw new IllegalArgumentException("Expected a value of this program for operand '"
                            + operand.name() + "' of " + op.describe() + ", received '" + value.name()
                            + "' of another. Fix: make values with this builder.");
                }
                ids.add(value == null ? Step.OMITTED : value.id());
            }
            steps.add(new Step(op, pass, label, ids));
        }

        public Program build() {
            return new Program(values, steps);
        }
    }
}
