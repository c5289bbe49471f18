package io.lightmark.backend.reference;

import io.lightmark.op.Pass;
import io.lightmark.op.PointDistanceLoss;

/** Sum of the distances of all landmarks, each image's divided by its length. */
final class ReferencePointDistanceLoss implements ReferenceKernel<PointDistanceLoss> {
    @Override
    public void run(PointDistanceLoss op, Pass pass, OperandArrays arrays) {
        double[] prediction = arrays.get("prediction");
        double[] target = arrays.get("target");
        double sum = 0;
        for (int n = 0; n < op.input().n(); n++) {
            double length = length(op, target, n);
            for (int point = 0; point < op.points(); point++) {
                int i = n * op.input().c() + 2 * point;
                double dx = prediction[i] - target[i];
                double dy = prediction[i + 1] - target[i + 1];
                double distance = Math.hypot(dx, dy);
                double factor = (op.weighted() ? arrays.get("weights")[point] : 1) / length;
                if (pass == Pass.FORWARD) {
                    sum += factor * distance;
                } else {
                    double[] gradient = arrays.get("grad.prediction");
                    gradient[i] = distance == 0 ? 0 : op.scale() * factor * dx / distance;
                    gradient[i + 1] = distance == 0 ? 0 : op.scale() * factor * dy / distance;
                }
            }
        }
        if (pass == Pass.FORWARD) {
            arrays.get("loss")[0] = op.scale() * sum;
        }
    }

    private static double length(PointDistanceLoss op, double[] target, int image) {
        if (!op.hasLength()) {
            return 1;
        }
        int a = image * op.input().c() + 2 * op.first();
        int b = image * op.input().c() + 2 * op.second();
        double length = Math.hypot(target[a] - target[b], target[a + 1] - target[b + 1]);
        return Math.max(length, PointDistanceLoss.LEAST_LENGTH);
    }
}
