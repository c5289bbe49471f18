package io.lightmark.backend.cuda;

import io.lightmark.graph.Step;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A step without its place in a program: steps with equal problems take the same time.
 *
 * @param op the operation
 * @param pass its direction
 * @param operands those that the step has, in the operation's order
 */
record StepProblem(Op op, Pass pass, List<Operand> operands) {
    StepProblem {
        operands = List.copyOf(operands);
    }

    static StepProblem of(Step step) {
        List<Operand> all = step.op().operands(step.pass());
        List<Operand> present = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (step.values().get(i) != Step.OMITTED) {
                present.add(all.get(i));
            }
        }
        return new StepProblem(step.op(), step.pass(), present);
    }

    /** In one line, with the gradients that a backward pass writes. */
    String describe() {
        String gradients = operands.stream()
                .filter(operand -> operand.isGradient() && operand.isWritten())
                .map(Operand::name)
                .collect(Collectors.joining(" "));
        String direction = pass.name().toLowerCase(Locale.ROOT);
        return op.describe() + ", " + direction + (gradients.isEmpty() ? "" : " to " + gradients);
    }
}
