package io.lightmark.graph;

import io.lightmark.op.Blend;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The loss of a training step and its gradient: that of the truth, and where there is a teacher the same of what the
 * teacher predicts, both mixed by the teacher's share.
 */
final class LossLowering {
    private static final String TARGET = "target";
    private static final String LOSS = "loss";

    private final Program.Builder program;
    private final Value prediction;
    private final Op op;
    private final Map<String, Value> operands = new HashMap<>();

    /** A loss and the gradient of the prediction. */
    private record Term(Value loss, Value gradient) {}

    /**
     * @param prediction what is compared with the target
     * @param op the loss
     */
    LossLowering(Program.Builder program, Value prediction, Op op) {
        this.program = program;
        this.prediction = prediction;
        this.op = op;
        operands.put("prediction", prediction);
    }

    /** The name of the value of a loss's operand that is the same for every step. */
    static String constant(String operand) {
        return LOSS + "." + operand;
    }

    /** Adds the input {@code target}, which the truth is written into. */
    Value target() {
        return program.value(TARGET, operand(TARGET).shape(), Value.Role.INPUT);
    }

    /**
     * Adds the loss and its gradient.
     *
     * @param pictures what a teacher looks at
     * @return the gradient of the prediction
     */
    Value append(Optional<TeacherBranch> teacher, Value pictures) {
        for (Operand operand : op.operands(Pass.FORWARD)) {
            if (operand.isRead() && !operand.name().equals(TARGET)) {
                operands.computeIfAbsent(
                        operand.name(), name -> program.value(constant(name), operand.shape(), Value.Role.INPUT));
            }
        }
        Value truth = target();
        return teacher.map(branch -> taught(branch, truth, pictures))
                .orElseGet(() -> term(LOSS, Value.Role.OUTPUT, truth).gradient());
    }

    private Value taught(TeacherBranch teacher, Value truth, Value pictures) {
        Term own = term(LOSS + ".ofTruth", Value.Role.TRANSIENT, truth);
        Value wanted = requireAlike(teacher.append(program, pictures), truth.shape());
        Term other = term(LOSS + ".ofTeacher", Value.Role.TRANSIENT, wanted);
        blend(LOSS, own.loss(), other.loss(), teacher.share(), Value.Role.OUTPUT);
        return blend("grad.prediction", own.gradient(), other.gradient(), teacher.share(), Value.Role.TRANSIENT);
    }

    private Term term(String name, Value.Role role, Value target) {
        Value loss = program.value(name, operand(LOSS).shape(), role);
        Value gradient = program.value("grad.prediction of " + name, prediction.shape(), Value.Role.TRANSIENT);
        operands.put(TARGET, target);
        operands.put(LOSS, loss);
        operands.put("grad.prediction", gradient);
        program.step(name, op, Pass.FORWARD, operands);
        program.step(name, op, Pass.BACKWARD, operands);
        return new Term(loss, gradient);
    }

    private Value blend(String name, Value a, Value b, float share, Value.Role role) {
        Value mixed = program.value(name, a.shape(), role);
        program.step(name, new Blend(a.shape(), share), Pass.FORWARD, Map.of("a", a, "b", b, "y", mixed));
        return mixed;
    }

    private static Value requireAlike(Value wanted, Shape target) {
        if (!wanted.shape().equals(target)) {
            throw new IllegalArgumentException("Expected a teacher that predicts " + target + " like the network that"
                    + " it teaches, received one that predicts " + wanted.shape()
                    + ". Fix: train the teacher on the same landmarks.");
        }
        return wanted;
    }

    private Operand operand(String name) {
        return op.operands(Pass.FORWARD).stream()
                .filter(operand -> operand.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a loss with an operand '" + name
                        + "', received " + op.describe() + ". Fix: correct the loss's record."));
    }
}
