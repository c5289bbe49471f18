package io.lightmark.check;

import io.lightmark.op.JpegCompression;
import io.lightmark.tensor.Shape;
import java.util.Map;

/**
 * Pictures for {@link JpegCompression} none of whose frequencies lies near the middle between two steps, where rounding
 * would decide which one is taken. Every third image stays as it is; images differ in their steps and their range.
 */
final class JpegInputs {
    private static final int KINDS = 3;
    private static final int BLOCK = JpegCompression.BLOCK;

    /** Least distance of a frequency from the middle between two steps: some roundings of the largest frequency. */
    private static final double DISTANCE = 4e-3;

    /** Greatest byte values of a block, and least; the clamps at 0 and 255 are met, too. */
    private static final double LOW = -20;

    private static final double HIGH = 275;

    private JpegInputs() {}

    static Map<String, double[]> draw(JpegCompression op, Draw draw) {
        Shape image = op.image();
        double[] steps = new double[image.n() * JpegCompression.STEPS];
        double[] levels = new double[2 * image.n()];
        double[] x = new double[image.length()];
        for (int n = 0; n < image.n(); n++) {
            levels[2 * n] = n % 2 == 0 ? 1 : (float) (1 / 127.5);
            levels[2 * n + 1] = n % 2 == 0 ? 0 : -1;
            for (int i = 0; i < JpegCompression.STEPS && n % KINDS != 1; i++) {
                steps[JpegCompression.STEPS * n + i] = draw.integer(2, n % KINDS == 0 ? 40 : 120);
            }
            for (int top = 0; top < image.h(); top += BLOCK) {
                for (int left = 0; left < image.w(); left += BLOCK) {
                    do {
                        drawBlock(image, draw, x, levels, n, top, left);
                    } while (n % KINDS != 1 && isNearTie(image, x, levels, steps, n, top, left));
                }
            }
        }
        return Map.of("x", x, "steps", steps, "levels", levels);
    }

    private static void drawBlock(Shape image, Draw draw, double[] x, double[] levels, int n, int top, int left) {
        double middle = draw.between(60, 200);
        double spread = draw.between(1, 80);
        for (int row = top; row < Math.min(top + BLOCK, image.h()); row++) {
            for (int column = left; column < Math.min(left + BLOCK, image.w()); column++) {
                for (int c = 0; c < 3; c++) {
                    double level = Math.max(LOW, Math.min(HIGH, middle + spread * draw.between(-1, 1)));
                    x[at(image, n, row, column, c)] = (float) (levels[2 * n] * level + levels[2 * n + 1]);
                }
            }
        }
    }

    private static int at(Shape image, int n, int row, int column, int c) {
        return ((n * image.h() + row) * image.w() + column) * 3 + c;
    }

    private static boolean isNearTie(
            Shape image, double[] x, double[] levels, double[] steps, int n, int top, int left) {
        double[][] planes = planes(image, x, levels, n, top, left);
        for (int p = 0; p < 3; p++) {
            for (int f = 0; f < BLOCK * BLOCK; f++) {
                double step = steps[JpegCompression.STEPS * n + (p == 0 ? 0 : BLOCK * BLOCK) + f];
                double place = frequency(planes[p], f / BLOCK, f % BLOCK) / step + 0.5;
                if (Math.abs(place - Math.rint(place)) * step < DISTANCE) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Luma and both chroma differences of a block. */
    private static double[][] planes(Shape image, double[] x, double[] levels, int n, int top, int left) {
        double[][] planes = new double[3][BLOCK * BLOCK];
        for (int i = 0; i < BLOCK * BLOCK; i++) {
            int row = Math.min(top + i / BLOCK, image.h() - 1);
            int column = Math.min(left + i % BLOCK, image.w() - 1);
            double[] level = new double[3];
            for (int c = 0; c < 3; c++) {
                double value = (x[at(image, n, row, column, c)] - levels[2 * n + 1]) / levels[2 * n];
                level[c] = Math.min(Math.max(value, 0), 255);
            }
            double luma = 0.114 * level[0] + 0.587 * level[1] + 0.299 * level[2];
            planes[0][i] = luma - 128;
            planes[1][i] = (level[0] - luma) / 1.772;
            planes[2][i] = (level[2] - luma) / 1.402;
        }
        return planes;
    }

    private static double frequency(double[] plane, int down, int across) {
        double sum = 0;
        for (int i = 0; i < plane.length; i++) {
            sum += plane[i]
                    * Math.cos((2 * (i / BLOCK) + 1) * down * Math.PI / (2 * BLOCK))
                    * Math.cos((2 * (i % BLOCK) + 1) * across * Math.PI / (2 * BLOCK));
        }
        return sum / 4 * (down == 0 ? Math.sqrt(0.5) : 1) * (across == 0 ? Math.sqrt(0.5) : 1);
    }
}
