package io.lightmark.check;

import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A program of one step: read operands are inputs, written ones outputs, those that are both are parameters.
 *
 * @param program the program
 * @param values its value per operand, without the operands left out
 */
record OneStep(Program program, Map<String, Value> values) {
    static OneStep of(Op op, Pass pass) {
        return of(op, pass, operand -> true);
    }

    /** With only those optional operands that the predicate keeps. */
    static OneStep of(Op op, Pass pass, Predicate<Operand> keep) {
        Program.Builder builder = new Program.Builder();
        Map<String, Value> values = new LinkedHashMap<>();
        for (Operand operand : op.operands(pass)) {
            if (!operand.optional() || keep.test(operand)) {
                values.put(
                        operand.name(), builder.value(operand.name(), operand.shape(), operand.dtype(), role(operand)));
            }
        }
        builder.step("check", op, pass, values);
        return new OneStep(builder.build(), values);
    }

    private static Value.Role role(Operand operand) {
        return switch (operand.access()) {
            case IN -> Value.Role.INPUT;
            case OUT -> Value.Role.OUTPUT;
            case INOUT -> Value.Role.PARAMETER;
        };
    }
}
