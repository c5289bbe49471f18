package io.lightmark.check;

import io.lightmark.op.Op;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The oracle's backward pass against central differences of its forward pass, all in double. It knows an operation by its
 * operand names alone: the gradient of operand {@code x} for the loss L = Σ r · y, with r fed as {@code grad.y}, is
 * {@code grad.x}; an operation that reads no such gradient is a loss itself.
 */
final class GradientCheck {
    private static final double STEP = 1e-5;
    private static final double LIMIT = 1e-6;
    private static final int ELEMENTS = 120;

    private final Op op;
    private final long seed;
    private final Map<String, double[]> inputs;

    private GradientCheck(Op op, long seed) {
        this.op = op;
        this.seed = seed;
        this.inputs = OpInputs.draw(new OpCase(op, Pass.BACKWARD), new Draw(Draw.Kind.REALS, seed));
    }

    /** Throws an {@link AssertionError} if any gradient is wrong. */
    static void check(Op op, long seed) {
        new GradientCheck(op, seed).run();
    }

    private void run() {
        try (Oracle forward = new Oracle(op, Pass.FORWARD);
                Oracle backward = new Oracle(op, Pass.BACKWARD)) {
            Map<String, double[]> all = new HashMap<>(inputs);
            all.putAll(forward.run(inputs));
            Map<String, double[]> gradients = backward.run(all);
            gradients.forEach((name, gradient) -> check(forward, name, gradient));
        }
    }

    private void check(Oracle forward, String name, double[] gradient) {
        double[] x = inputs.get(name.substring("grad.".length()));
        double largest = 0;
        for (double g : gradient) {
            largest = Math.max(largest, Math.abs(g));
        }
        int stride = Math.max(1, x.length / ELEMENTS);
        for (int i = (int) Math.floorMod(seed, (long) stride); i < x.length; i += stride) {
            double kept = x[i];
            x[i] = kept + STEP;
            double up = loss(forward);
            x[i] = kept - STEP;
            double down = loss(forward);
            x[i] = kept;
            double numeric = (up - down) / (2 * STEP);
            double limit = LIMIT * Math.max(largest, 1e-3);
            if (!(Math.abs(numeric - gradient[i]) <= limit)) {
                throw new AssertionError(op.describe() + " seed " + seed + ": " + name + "[" + i + "] expected "
                        + numeric + " (central difference), received " + gradient[i] + ", limit " + limit);
            }
        }
    }

    private double loss(Oracle forward) {
        Map<String, double[]> outputs = forward.run(inputs);
        List<Operand> arriving = op.operands(Pass.BACKWARD).stream()
                .filter(operand -> operand.isGradient() && operand.isRead())
                .toList();
        if (arriving.isEmpty()) {
            return outputs.get("loss")[0];
        }
        double sum = 0;
        for (Operand operand : arriving) {
            double[] y = outputs.get(operand.gradientOf());
            double[] r = inputs.get(operand.name());
            for (int i = 0; i < y.length; i++) {
                sum += r[i] * y[i];
            }
        }
        return sum;
    }
}
