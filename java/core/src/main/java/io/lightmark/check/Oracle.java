package io.lightmark.check;

import io.lightmark.backend.reference.ReferenceBackend;
import io.lightmark.backend.reference.ReferencePlan;
import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the reference backend makes of an operation, in double from end to end. */
final class Oracle implements AutoCloseable {
    private final ReferenceBackend backend = new ReferenceBackend();
    private final OneStep step;
    private final ReferencePlan plan;
    private final Op op;
    private final Pass pass;

    Oracle(Op op, Pass pass) {
        this.op = op;
        this.pass = pass;
        this.step = OneStep.of(op, pass);
        this.plan = backend.plan(step.program());
    }

    /** The written operands for the given read ones. */
    static Map<String, double[]> run(Op op, Pass pass, Map<String, double[]> inputs) {
        try (Oracle oracle = new Oracle(op, pass)) {
            return oracle.run(inputs);
        }
    }

    Map<String, double[]> run(Map<String, double[]> inputs) {
        for (Operand operand : op.operands(pass)) {
            if (operand.isRead()) {
                double[] source = Named.get(inputs, operand.name());
                double[] target = plan.values(Named.get(step.values(), operand.name()));
                System.arraycopy(source, 0, target, 0, target.length);
            }
        }
        plan.runSteps();
        Map<String, double[]> outputs = new LinkedHashMap<>();
        for (Operand operand : op.operands(pass)) {
            if (operand.isWritten()) {
                outputs.put(
                        operand.name(),
                        plan.values(Named.get(step.values(), operand.name())).clone());
            }
        }
        return outputs;
    }

    @Override
    public void close() {
        plan.close();
        backend.close();
    }
}
