package io.lightmark.backend;

import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.tensor.DType;

/** What every plan requires of the values that it is asked for. */
public final class PlanValues {
    private PlanValues() {}

    /** The value must be this program's. */
    public static void requireOwn(Program program, Value value) {
        int id = value.id();
        if (id < 0 || id >= program.values().size() || !program.values().get(id).equals(value)) {
            throw new IllegalArgumentException("Expected a value of this plan's program, received '" + value.name()
                    + "' of another. Fix: ask plan.program().value(name).");
        }
    }

    /** The value must have a host buffer. */
    public static void requireBuffer(Program program, Value value) {
        requireOwn(program, value);
        requireRole(
                value.role().isHostVisible(), value, "an input or output", "use read or write for weights and state");
    }

    /** The value must be a resident input. */
    public static void requireUploadable(Program program, Value value) {
        requireOwn(program, value);
        requireRole(
                value.role() == Value.Role.RESIDENT,
                value,
                "a resident input",
                "other inputs need no upload, write them");
    }

    /** The host must be allowed to write the value with this array. */
    public static void requireWritable(Program program, Value value, float[] data) {
        requireOwn(program, value);
        boolean allowed = value.role().isPersistent() && value.role() != Value.Role.OUTPUT;
        requireRole(allowed, value, "an input, weight or state", "choose a value of such a role");
        requireFloats(value, data);
    }

    /** The host must be allowed to read the value into this array. */
    public static void requireReadable(Program program, Value value, float[] data) {
        requireOwn(program, value);
        boolean allowed = value.role().isPersistent() && !value.role().isInput();
        requireRole(allowed, value, "an output, weight or state", "choose a value of such a role");
        requireFloats(value, data);
    }

    private static void requireRole(boolean holds, Value value, String expected, String fix) {
        if (!holds) {
            throw new IllegalArgumentException("Expected " + expected + ", received '" + value.name() + "', a "
                    + value.role() + ". Fix: " + fix + ".");
        }
    }

    private static void requireFloats(Value value, float[] data) {
        if (value.dtype() != DType.F32) {
            throw new IllegalArgumentException("Expected a float32 value, received '" + value.name() + "' of "
                    + value.dtype() + ". Fix: use buffer(value).");
        }
        if (data.length != value.shape().elements()) {
            throw new IllegalArgumentException("Expected " + value.shape().elements() + " numbers for '" + value.name()
                    + "' " + value.shape() + ", received " + data.length + ". Fix: pass an array of that length.");
        }
    }
}
