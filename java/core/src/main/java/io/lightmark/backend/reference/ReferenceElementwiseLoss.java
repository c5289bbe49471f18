package io.lightmark.backend.reference;

import io.lightmark.op.ElementwiseLoss;
import io.lightmark.op.Pass;

/** Sum of a loss over all coordinates. */
final class ReferenceElementwiseLoss implements ReferenceKernel<ElementwiseLoss> {
    @Override
    public void run(ElementwiseLoss op, Pass pass, OperandArrays arrays) {
        double[] prediction = arrays.get("prediction");
        double[] target = arrays.get("target");
        if (pass == Pass.FORWARD) {
            double sum = 0;
            for (int i = 0; i < prediction.length; i++) {
                sum += weight(op, arrays, i) * op.function().apply(prediction[i], target[i]);
            }
            arrays.get("loss")[0] = op.scale() * sum;
        } else {
            double[] gradient = arrays.get("grad.prediction");
            for (int i = 0; i < prediction.length; i++) {
                double derivative = op.function().derivative(prediction[i], target[i]);
                gradient[i] = op.scale() * weight(op, arrays, i) * derivative;
            }
        }
    }

    private static double weight(ElementwiseLoss op, OperandArrays arrays, int i) {
        return op.weighted() ? arrays.get("weights")[i % op.input().c()] : 1;
    }
}
