package io.lightmark.graph;

import io.lightmark.op.Operand;
import java.util.List;

/** The checks a program passes once, so that no backend has to repeat them. */
final class ProgramCheck {
    private final Program program;

    ProgramCheck(Program program) {
        this.program = program;
    }

    void run() {
        boolean[] written = new boolean[program.values().size()];
        for (Value value : program.values()) {
            written[value.id()] = value.role() != Value.Role.TRANSIENT && value.role() != Value.Role.OUTPUT;
        }
        for (Step step : program.steps()) {
            check(step, written);
        }
        for (Value value : program.values(Value.Role.OUTPUT)) {
            if (!written[value.id()]) {
                throw new IllegalArgumentException("Expected output '" + value.name()
                        + "' to be written by a step, received none that does. Fix: correct the lowering that built this"
                        + " program.");
            }
        }
    }

    private void check(Step step, boolean[] written) {
        List<Operand> operands = step.op().operands(step.pass());
        require(
                operands.size() == step.values().size(),
                step,
                operands.size() + " operands",
                step.values().size());
        for (int i = 0; i < operands.size(); i++) {
            Operand operand = operands.get(i);
            int id = step.values().get(i);
            if (id == Step.OMITTED) {
                require(operand.optional(), step, "a value for operand '" + operand.name() + "'", "none");
                continue;
            }
            Value value = program.values().get(id);
            require(
                    value.shape().equals(operand.shape()) && value.dtype() == operand.dtype(),
                    step,
                    operand.dtype() + " " + operand.shape() + " for operand '" + operand.name() + "'",
                    value.dtype() + " " + value.shape() + " ('" + value.name() + "')");
            require(
                    !operand.isRead() || written[id],
                    step,
                    "operand '" + operand.name() + "' to be written before it is read",
                    "'" + value.name() + "', which no earlier step writes");
            require(
                    !operand.isWritten() || !value.role().isInput(),
                    step,
                    "operand '" + operand.name() + "' to be a value that steps may write",
                    "input '" + value.name() + "'");
        }
        for (int i = 0; i < operands.size(); i++) {
            int id = step.values().get(i);
            if (id != Step.OMITTED && operands.get(i).isWritten()) {
                require(
                        step.values().indexOf(id) == step.values().lastIndexOf(id),
                        step,
                        "a written value to appear once in the step",
                        "'" + program.values().get(id).name() + "' twice");
                written[id] = true;
            }
        }
    }

    private static void require(boolean holds, Step step, String expected, Object received) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "Step '" + step.label() + "' (" + step.op().describe() + " "
                            + step.pass() + "): expected " + expected + ", received " + received
                            + ". Fix: correct the lowering that built this program.");
        }
    }
}
