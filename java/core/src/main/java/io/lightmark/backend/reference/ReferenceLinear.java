package io.lightmark.backend.reference;

import io.lightmark.op.Linear;
import io.lightmark.op.Pass;
import java.util.Arrays;

/** Fully connected layer. */
final class ReferenceLinear implements ReferenceKernel<Linear> {
    @Override
    public void run(Linear op, Pass pass, OperandArrays arrays) {
        if (pass == Pass.FORWARD) {
            forward(op, arrays);
        } else {
            backward(op, arrays);
        }
    }

    private static void forward(Linear op, OperandArrays arrays) {
        double[] x = arrays.get("x");
        double[] weight = arrays.get("weight");
        double[] y = arrays.get("y");
        int inputs = op.inputs();
        int outputs = op.outputs();
        for (int n = 0; n < op.input().n(); n++) {
            for (int o = 0; o < outputs; o++) {
                double sum = op.bias() ? arrays.get("bias")[o] : 0;
                for (int i = 0; i < inputs; i++) {
                    sum += x[n * inputs + i] * weight[i * outputs + o];
                }
                y[n * outputs + o] = op.activation().apply(sum);
            }
        }
    }

    private static void backward(Linear op, OperandArrays arrays) {
        double[] x = arrays.get("x");
        double[] weight = arrays.get("weight");
        double[] gradY = arrays.get("grad.y");
        double[] gradX = arrays.get("grad.x");
        double[] gradWeight = arrays.get("grad.weight");
        int inputs = op.inputs();
        int outputs = op.outputs();
        Arrays.fill(gradX, 0);
        Arrays.fill(gradWeight, 0);
        for (int n = 0; n < op.input().n(); n++) {
            for (int i = 0; i < inputs; i++) {
                for (int o = 0; o < outputs; o++) {
                    gradX[n * inputs + i] += gradY[n * outputs + o] * weight[i * outputs + o];
                    gradWeight[i * outputs + o] += gradY[n * outputs + o] * x[n * inputs + i];
                }
            }
        }
        if (op.bias()) {
            double[] gradBias = arrays.get("grad.bias");
            Arrays.fill(gradBias, 0);
            for (int i = 0; i < gradY.length; i++) {
                gradBias[i % outputs] += gradY[i];
            }
        }
    }
}
