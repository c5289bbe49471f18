package io.lightmark.backend.reference;

import io.lightmark.op.JpegCompression;
import io.lightmark.op.Pass;

/** JPEG's losses, block by block: four nested sums per transform. */
final class ReferenceJpegCompression implements ReferenceKernel<JpegCompression> {
    private static final int BLOCK = JpegCompression.BLOCK;

    /** The transform's matrix: row by frequency, column by place. */
    private static final double[][] COSINES = new double[BLOCK][BLOCK];

    static {
        for (int u = 0; u < BLOCK; u++) {
            double scale = u == 0 ? Math.sqrt(1.0 / BLOCK) : 0.5;
            for (int i = 0; i < BLOCK; i++) {
                COSINES[u][i] = scale * Math.cos((2 * i + 1) * u * Math.PI / (2 * BLOCK));
            }
        }
    }

    @Override
    public void run(JpegCompression op, Pass pass, OperandArrays arrays) {
        Nhwc image = Nhwc.of(op.image());
        for (int n = 0; n < image.n(); n++) {
            if (arrays.get("steps")[JpegCompression.STEPS * n] == 0) {
                continue;
            }
            for (int top = 0; top < image.h(); top += BLOCK) {
                for (int left = 0; left < image.w(); left += BLOCK) {
                    compress(image, arrays, n, top, left);
                }
            }
        }
    }

    private static void compress(Nhwc image, OperandArrays arrays, int n, int top, int left) {
        double gain = arrays.get("levels")[2 * n];
        double bias = arrays.get("levels")[2 * n + 1];
        double[] x = arrays.get("x");
        double[][] planes = new double[3][BLOCK * BLOCK];
        for (int i = 0; i < BLOCK * BLOCK; i++) {
            int row = Math.min(top + i / BLOCK, image.h() - 1);
            int column = Math.min(left + i % BLOCK, image.w() - 1);
            double blue = level((x[image.at(n, row, column, 0)] - bias) / gain);
            double green = level((x[image.at(n, row, column, 1)] - bias) / gain);
            double red = level((x[image.at(n, row, column, 2)] - bias) / gain);
            double luma = 0.299 * red + 0.587 * green + 0.114 * blue;
            planes[0][i] = luma - 128;
            planes[1][i] = 0.5 * (blue - luma) / 0.886;
            planes[2][i] = 0.5 * (red - luma) / 0.701;
        }
        for (int p = 0; p < 3; p++) {
            int table = JpegCompression.STEPS * n + (p == 0 ? 0 : BLOCK * BLOCK);
            planes[p] = inverse(quantised(transformed(planes[p]), arrays.get("steps"), table));
        }
        for (int i = 0; i < BLOCK * BLOCK; i++) {
            int row = top + i / BLOCK;
            int column = left + i % BLOCK;
            if (image.contains(row, column)) {
                double luma = planes[0][i] + 128;
                double red = luma + 1.402 * planes[2][i];
                double blue = luma + 1.772 * planes[1][i];
                double green = (luma - 0.299 * red - 0.114 * blue) / 0.587;
                x[image.at(n, row, column, 0)] = gain * level(blue) + bias;
                x[image.at(n, row, column, 1)] = gain * level(green) + bias;
                x[image.at(n, row, column, 2)] = gain * level(red) + bias;
            }
        }
    }

    private static double level(double value) {
        return Math.min(Math.max(value, 0), 255);
    }

    private static double[] transformed(double[] plane) {
        double[] result = new double[plane.length];
        for (int f = 0; f < result.length; f++) {
            for (int i = 0; i < plane.length; i++) {
                result[f] += COSINES[f / BLOCK][i / BLOCK] * COSINES[f % BLOCK][i % BLOCK] * plane[i];
            }
        }
        return result;
    }

    private static double[] quantised(double[] frequencies, double[] steps, int table) {
        double[] result = new double[frequencies.length];
        for (int f = 0; f < result.length; f++) {
            double step = steps[table + f];
            result[f] = step * Math.floor(frequencies[f] / step + 0.5);
        }
        return result;
    }

    private static double[] inverse(double[] frequencies) {
        double[] result = new double[frequencies.length];
        for (int i = 0; i < result.length; i++) {
            for (int f = 0; f < frequencies.length; f++) {
                result[i] += COSINES[f / BLOCK][i / BLOCK] * COSINES[f % BLOCK][i % BLOCK] * frequencies[f];
            }
        }
        return result;
    }
}
