package io.lightmark.check;

import io.lightmark.op.Activation;
import io.lightmark.op.SqueezeExcite;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits for squeeze-and-excite: the network of absolute values, in which nothing cancels, times 8u for the mean and 8u
 * more for each matrix product behind it; backward 16u for each stage.
 */
final class ExciteLimits {
    private static final double STAGE = 8 * Limits.U;

    private final SqueezeExcite op;
    private final Map<String, double[]> inputs;
    private final int images;
    private final int pixels;
    private final int channels;
    private final int squeezed;

    ExciteLimits(SqueezeExcite op, Map<String, double[]> inputs) {
        this.op = op;
        this.inputs = inputs;
        this.images = op.input().n();
        this.pixels = op.input().h() * op.input().w();
        this.channels = op.input().c();
        this.squeezed = op.squeezed();
    }

    Map<String, double[]> forward() {
        double[] x = Named.get(inputs, "x");
        double[] pooled = perImage(i -> Math.abs(x[i]) / pixels);
        double[] hidden = new double[images * squeezed];
        double[] excite = new double[images * channels];
        for (int n = 0; n < images; n++) {
            for (int s = 0; s < squeezed; s++) {
                double sum = Math.abs(Named.get(inputs, "bias1")[s]);
                for (int c = 0; c < channels; c++) {
                    sum += pooled[n * channels + c] * Math.abs(Named.get(inputs, "weight1")[c * squeezed + s]);
                }
                hidden[n * squeezed + s] = sum;
            }
            for (int c = 0; c < channels; c++) {
                double sum = Math.abs(Named.get(inputs, "bias2")[c]);
                for (int s = 0; s < squeezed; s++) {
                    sum += hidden[n * squeezed + s] * Math.abs(Named.get(inputs, "weight2")[s * channels + c]);
                }
                excite[n * channels + c] = sum;
            }
        }
        Map<String, double[]> limits = new HashMap<>();
        limits.put("pooled", Limits.array(pooled.length, i -> STAGE * pooled[i]));
        limits.put("hidden", Limits.array(hidden.length, i -> 2 * STAGE * hidden[i]));
        limits.put("excite", Limits.array(excite.length, i -> 3 * STAGE * excite[i]));
        limits.put("y", Limits.array(x.length, i -> Math.abs(x[i]) * (3 * STAGE * excite[image(i)] / 6 + STAGE)));
        return limits;
    }

    Map<String, double[]> backward() {
        double[] x = Named.get(inputs, "x");
        double[] gradY = Named.get(inputs, "grad.y");
        double[] excite = perImage(i -> Math.abs(gradY[i] * x[i]) / 6);
        Map<String, double[]> limits = new HashMap<>();
        double[] gradPooled = new double[images * channels];
        double[] weight1 = new double[channels * squeezed];
        double[] weight2 = new double[squeezed * channels];
        double[] bias1 = new double[squeezed];
        double[] bias2 = new double[channels];
        for (int n = 0; n < images; n++) {
            for (int c = 0; c < channels; c++) {
                bias2[c] += 2 * STAGE * excite[n * channels + c];
            }
            for (int s = 0; s < squeezed; s++) {
                double active = Activation.RELU.apply(Named.get(inputs, "hidden")[n * squeezed + s]);
                double sum = 0;
                for (int c = 0; c < channels; c++) {
                    sum += excite[n * channels + c] * Math.abs(Named.get(inputs, "weight2")[s * channels + c]);
                    weight2[s * channels + c] += 4 * STAGE * active * excite[n * channels + c];
                }
                bias1[s] += 4 * STAGE * sum;
                for (int c = 0; c < channels; c++) {
                    gradPooled[n * channels + c] += sum * Math.abs(Named.get(inputs, "weight1")[c * squeezed + s]);
                    weight1[c * squeezed + s] +=
                            6 * STAGE * Math.abs(Named.get(inputs, "pooled")[n * channels + c]) * sum;
                }
            }
        }
        limits.put("grad.weight1", weight1);
        limits.put("grad.bias1", bias1);
        limits.put("grad.weight2", weight2);
        limits.put("grad.bias2", bias2);
        limits.put(
                "grad.x",
                Limits.array(x.length, i -> STAGE * Math.abs(gradY[i]) + 6 * STAGE * gradPooled[image(i)] / pixels));
        return limits;
    }

    private int image(int element) {
        return element / (pixels * channels) * channels + element % channels;
    }

    private double[] perImage(java.util.function.IntToDoubleFunction term) {
        double[] sums = new double[images * channels];
        for (int i = 0; i < op.input().length(); i++) {
            sums[image(i)] += term.applyAsDouble(i);
        }
        return sums;
    }
}
