package io.lightmark.backend.reference;

import io.lightmark.op.Activation;
import io.lightmark.op.Pass;
import io.lightmark.op.SqueezeExcite;
import java.util.Arrays;

/** Squeeze-and-excite, one image at a time. */
final class ReferenceSqueezeExcite implements ReferenceKernel<SqueezeExcite> {
    @Override
    public void run(SqueezeExcite op, Pass pass, OperandArrays arrays) {
        if (pass == Pass.BACKWARD) {
            for (String weight : new String[] {"weight1", "bias1", "weight2", "bias2"}) {
                Arrays.fill(arrays.get("grad." + weight), 0);
            }
        }
        for (int n = 0; n < op.input().n(); n++) {
            if (pass == Pass.FORWARD) {
                forward(op, arrays, n);
            } else {
                backward(op, arrays, n);
            }
        }
    }

    private static void forward(SqueezeExcite op, OperandArrays arrays, int n) {
        int channels = op.input().c();
        int squeezed = op.squeezed();
        int pixels = op.input().h() * op.input().w();
        double[] x = arrays.get("x");
        double[] pooled = arrays.get("pooled");
        double[] hidden = arrays.get("hidden");
        double[] excite = arrays.get("excite");
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            for (int pixel = 0; pixel < pixels; pixel++) {
                sum += x[(n * pixels + pixel) * channels + c];
            }
            pooled[n * channels + c] = sum / pixels;
        }
        for (int s = 0; s < squeezed; s++) {
            double sum = arrays.get("bias1")[s];
            for (int c = 0; c < channels; c++) {
                sum += pooled[n * channels + c] * arrays.get("weight1")[c * squeezed + s];
            }
            hidden[n * squeezed + s] = sum;
        }
        for (int c = 0; c < channels; c++) {
            double sum = arrays.get("bias2")[c];
            for (int s = 0; s < squeezed; s++) {
                sum += Activation.RELU.apply(hidden[n * squeezed + s]) * arrays.get("weight2")[s * channels + c];
            }
            excite[n * channels + c] = sum;
        }
        for (int c = 0; c < channels; c++) {
            double gate = Activation.HSIGMOID.apply(excite[n * channels + c]);
            for (int pixel = 0; pixel < pixels; pixel++) {
                int i = (n * pixels + pixel) * channels + c;
                arrays.get("y")[i] = x[i] * gate;
            }
        }
    }

    private static void backward(SqueezeExcite op, OperandArrays arrays, int n) {
        int channels = op.input().c();
        int squeezed = op.squeezed();
        int pixels = op.input().h() * op.input().w();
        double[] x = arrays.get("x");
        double[] gradY = arrays.get("grad.y");
        double[] pooled = arrays.get("pooled");
        double[] hidden = arrays.get("hidden");
        double[] excite = arrays.get("excite");
        double[] gradExcite = new double[channels];
        for (int c = 0; c < channels; c++) {
            double gradGate = 0;
            for (int pixel = 0; pixel < pixels; pixel++) {
                int i = (n * pixels + pixel) * channels + c;
                gradGate += gradY[i] * x[i];
            }
            gradExcite[c] = gradGate * Activation.HSIGMOID.derivative(excite[n * channels + c]);
            arrays.get("grad.bias2")[c] += gradExcite[c];
        }
        double[] gradHidden = new double[squeezed];
        for (int s = 0; s < squeezed; s++) {
            double value = hidden[n * squeezed + s];
            double sum = 0;
            for (int c = 0; c < channels; c++) {
                sum += gradExcite[c] * arrays.get("weight2")[s * channels + c];
                arrays.get("grad.weight2")[s * channels + c] += Activation.RELU.apply(value) * gradExcite[c];
            }
            gradHidden[s] = sum * Activation.RELU.derivative(value);
            arrays.get("grad.bias1")[s] += gradHidden[s];
        }
        for (int c = 0; c < channels; c++) {
            double gradPooled = 0;
            for (int s = 0; s < squeezed; s++) {
                gradPooled += gradHidden[s] * arrays.get("weight1")[c * squeezed + s];
                arrays.get("grad.weight1")[c * squeezed + s] += pooled[n * channels + c] * gradHidden[s];
            }
            double gate = Activation.HSIGMOID.apply(excite[n * channels + c]);
            for (int pixel = 0; pixel < pixels; pixel++) {
                int i = (n * pixels + pixel) * channels + c;
                arrays.get("grad.x")[i] = gradY[i] * gate + gradPooled / pixels;
            }
        }
    }
}
