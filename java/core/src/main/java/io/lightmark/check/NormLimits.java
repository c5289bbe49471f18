package io.lightmark.check;

import io.lightmark.op.Activation;
import io.lightmark.op.BatchNorm;
import io.lightmark.op.BatchNormInference;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits for batch normalisation: mean 1e-7 of the largest input, 1 / deviation 5e-7 relative plus 1e-8 for each
 * deviation between the mean and 0 (1e-5 at a thousand), values 2e-6 of the two terms plus the error of the mean,
 * gradients 32u of the sums of absolute terms. One-pass variances do not meet them, and neither does a kernel that
 * multiplies before it subtracts the mean; with fixed statistics that is allowed.
 */
final class NormLimits {
    private static final double MEAN = 1e-7;
    private static final double VALUE = 2e-6;
    private static final double GRADIENT = 32 * Limits.U;

    private final BatchNorm op;
    private final Map<String, double[]> inputs;
    private final int channels;
    private final int rows;

    NormLimits(BatchNorm op, Map<String, double[]> inputs) {
        this.op = op;
        this.inputs = inputs;
        this.channels = op.input().c();
        this.rows = (int) op.input().rows();
    }

    Map<String, double[]> forward(Map<String, double[]> expected) {
        double[] x = Named.get(inputs, "x");
        double[] gamma = Named.get(inputs, "gamma");
        double[] beta = Named.get(inputs, "beta");
        double[] mean = Named.get(expected, "mean");
        double[] invStd = Named.get(expected, "invStd");
        double[] largest = new double[channels];
        for (int i = 0; i < x.length; i++) {
            largest[i % channels] = Math.max(largest[i % channels], Math.abs(x[i]));
        }
        Map<String, double[]> limits = new HashMap<>();
        limits.put("mean", Limits.array(channels, c -> MEAN * largest[c]));
        limits.put("invStd", Limits.array(channels, c -> invStd[c] * deviation(mean[c], invStd[c])));
        limits.put(
                "runningMean",
                Limits.array(
                        channels,
                        c -> 4 * Limits.U * (Math.abs(Named.get(inputs, "runningMean")[c]) + Math.abs(mean[c]))
                                + op.momentum() * MEAN * largest[c]));
        limits.put("runningVar", Limits.array(channels, c -> {
            double biased = Math.max(0, 1 / (invStd[c] * invStd[c]) - op.epsilon());
            double unbiased = biased * rows / Math.max(1, rows - 1);
            return 4 * Limits.U * (Named.get(inputs, "runningVar")[c] + unbiased)
                    + op.momentum() * 2 * (unbiased + op.epsilon()) * deviation(mean[c], invStd[c]);
        }));
        limits.put("y", Limits.array(x.length, i -> {
            int c = i % channels;
            double slope = Math.abs(gamma[c]) * invStd[c];
            double value = VALUE * (slope * Math.abs(x[i] - mean[c]) + Math.abs(beta[c]));
            return activated(op.activation(), value + slope * MEAN * largest[c]);
        }));
        return limits;
    }

    Map<String, double[]> backward() {
        double[] x = Named.get(inputs, "x");
        double[] gamma = Named.get(inputs, "gamma");
        double[] beta = Named.get(inputs, "beta");
        double[] mean = Named.get(inputs, "mean");
        double[] invStd = Named.get(inputs, "invStd");
        double[] gradient = new double[x.length];
        double[] normalised = new double[x.length];
        double[] sum = new double[channels];
        double[] product = new double[channels];
        for (int i = 0; i < x.length; i++) {
            int c = i % channels;
            normalised[i] = invStd[c] * Math.abs(x[i] - mean[c]);
            double curvature = op.activation() == Activation.HSWISH
                    ? (Math.abs(gamma[c]) * normalised[i] + Math.abs(beta[c])) / 3
                    : 0;
            gradient[i] = Math.abs(Named.get(inputs, "grad.y")[i]) * (1.5 + curvature);
            sum[c] += gradient[i];
            product[c] += gradient[i] * normalised[i];
        }
        return Map.of(
                "grad.beta",
                Limits.array(channels, c -> GRADIENT * sum[c]),
                "grad.gamma",
                Limits.array(channels, c -> GRADIENT * product[c]),
                "grad.x",
                Limits.array(x.length, i -> {
                    int c = i % channels;
                    double terms = gradient[i] + sum[c] / rows + normalised[i] * product[c] / rows;
                    return GRADIENT * Math.abs(gamma[c]) * invStd[c] * terms;
                }));
    }

    static Map<String, double[]> inference(BatchNormInference op, Map<String, double[]> inputs) {
        double[] x = Named.get(inputs, "x");
        return Map.of("y", Limits.array(x.length, i -> {
            int c = i % op.input().c();
            double slope = Math.abs(Named.get(inputs, "gamma")[c])
                    / Math.sqrt(Named.get(inputs, "runningVar")[c] + op.epsilon());
            double terms = slope * (Math.abs(x[i]) + Math.abs(Named.get(inputs, "runningMean")[c]));
            return activated(op.activation(), VALUE * (terms + Math.abs(Named.get(inputs, "beta")[c])));
        }));
    }

    private static double deviation(double mean, double invStd) {
        return 5e-7 + 1e-8 * Math.abs(mean) * invStd;
    }

    private static double activated(Activation activation, double limit) {
        return switch (activation) {
            case HSWISH -> 1.5 * limit;
            case HSIGMOID -> limit + 8 * Limits.U;
            default -> limit;
        };
    }
}
