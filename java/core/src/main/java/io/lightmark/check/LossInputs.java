package io.lightmark.check;

import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.LossFunction;
import io.lightmark.op.PointDistanceLoss;
import java.util.Map;

/** Predictions and targets that suit a loss: on both sides of every kink, but not at one. */
final class LossInputs {
    /** A distance from where on its gradient is smooth enough for finite differences. */
    private static final double LEAST_DISTANCE = 0.05;

    /** Every third image has both landmarks of its length on one spot. */
    private static final int DEGENERATE = 3;

    private LossInputs() {}

    /** Targets of heat maps lie between 0 and 1, all others anywhere. */
    static boolean hasShares(ElementwiseLoss op) {
        return op.function().kind() == LossFunction.Kind.ADAPTIVE_WING;
    }

    /** Every second error is brought to within twice the outermost kink. */
    static void leaveKinks(ElementwiseLoss op, Map<String, double[]> inputs) {
        double[] prediction = Named.get(inputs, "prediction");
        double[] target = Named.get(inputs, "target");
        double[] kinks =
                op.function().kinks().stream().mapToDouble(Double::doubleValue).toArray();
        double reach = kinks.length == 0 ? 0 : 2 * kinks[kinks.length - 1];
        double[] errors = new double[prediction.length];
        for (int i = 0; i < errors.length; i++) {
            if (reach > 0 && i % 2 == 0) {
                prediction[i] = (float) (target[i] + prediction[i] * reach);
            }
            errors[i] = prediction[i] - target[i];
        }
        OpInputs.nudge(prediction, errors, kinks, i -> 1);
    }

    /** Points that lie apart from their targets; some images whose length is the least one. */
    static void leaveKinks(PointDistanceLoss op, Map<String, double[]> inputs) {
        double[] prediction = Named.get(inputs, "prediction");
        double[] target = Named.get(inputs, "target");
        for (int n = 1; n < op.input().n() && op.hasLength(); n += DEGENERATE) {
            int first = n * op.input().c() + 2 * op.first();
            int second = n * op.input().c() + 2 * op.second();
            target[second] = target[first];
            target[second + 1] = target[first + 1];
        }
        for (int i = 0; i < prediction.length; i += 2) {
            if (Math.hypot(prediction[i] - target[i], prediction[i + 1] - target[i + 1]) < LEAST_DISTANCE) {
                prediction[i] = (float) (target[i] + 2 * LEAST_DISTANCE);
            }
        }
    }
}
