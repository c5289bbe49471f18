package io.lightmark.backend.reference;

import io.lightmark.op.BatchNorm;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;

/** Batch normalisation in training, one channel at a time. */
final class ReferenceBatchNorm implements ReferenceKernel<BatchNorm> {
    @Override
    public void run(BatchNorm op, Pass pass, OperandArrays arrays) {
        for (int c = 0; c < op.input().c(); c++) {
            if (pass == Pass.FORWARD) {
                forward(op, arrays, c);
            } else {
                backward(op, arrays, c);
            }
        }
    }

    private static void forward(BatchNorm op, OperandArrays arrays, int c) {
        double[] x = arrays.get("x");
        double[] y = arrays.get("y");
        int channels = op.input().c();
        int rows = rows(op.input());
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            sum += x[row * channels + c];
        }
        double mean = sum / rows;
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            double deviation = x[row * channels + c] - mean;
            squares += deviation * deviation;
        }
        double invStd = 1 / Math.sqrt(squares / rows + op.epsilon());
        arrays.get("mean")[c] = mean;
        arrays.get("invStd")[c] = invStd;
        move(arrays.get("runningMean"), c, op.momentum(), mean);
        move(arrays.get("runningVar"), c, op.momentum(), squares / Math.max(1, rows - 1));
        for (int row = 0; row < rows; row++) {
            int i = row * channels + c;
            double normalised = (x[i] - mean) * invStd;
            y[i] = op.activation().apply(arrays.get("gamma")[c] * normalised + arrays.get("beta")[c]);
        }
    }

    private static void move(double[] running, int c, double momentum, double batch) {
        running[c] += momentum * (batch - running[c]);
    }

    private static void backward(BatchNorm op, OperandArrays arrays, int c) {
        double[] x = arrays.get("x");
        double[] gradY = arrays.get("grad.y");
        double gamma = arrays.get("gamma")[c];
        double beta = arrays.get("beta")[c];
        double mean = arrays.get("mean")[c];
        double invStd = arrays.get("invStd")[c];
        int channels = op.input().c();
        int rows = rows(op.input());
        double gradGamma = 0;
        double gradBeta = 0;
        for (int row = 0; row < rows; row++) {
            int i = row * channels + c;
            double normalised = (x[i] - mean) * invStd;
            double gradAffine = gradY[i] * op.activation().derivative(gamma * normalised + beta);
            gradGamma += gradAffine * normalised;
            gradBeta += gradAffine;
        }
        arrays.get("grad.gamma")[c] = gradGamma;
        arrays.get("grad.beta")[c] = gradBeta;
        for (int row = 0; row < rows; row++) {
            int i = row * channels + c;
            double normalised = (x[i] - mean) * invStd;
            double gradAffine = gradY[i] * op.activation().derivative(gamma * normalised + beta);
            arrays.get("grad.x")[i] = gamma * invStd * (gradAffine - gradBeta / rows - normalised * gradGamma / rows);
        }
    }

    private static int rows(Shape input) {
        return Math.toIntExact(input.rows());
    }
}
