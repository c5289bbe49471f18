package io.lightmark.backend.reference;

import io.lightmark.op.MedianFilter;
import io.lightmark.op.Pass;
import java.util.Arrays;

/** The middle of each window's sorted values. */
final class ReferenceMedianFilter implements ReferenceKernel<MedianFilter> {
    @Override
    public void run(MedianFilter op, Pass pass, OperandArrays arrays) {
        Nhwc image = Nhwc.of(op.image());
        for (int n = 0; n < image.n(); n++) {
            int radius = Math.min(Math.max((int) arrays.get("radius")[n], 0), MedianFilter.MAX_RADIUS);
            for (int row = 0; row < image.h(); row++) {
                for (int column = 0; column < image.w(); column++) {
                    for (int c = 0; c < image.c(); c++) {
                        arrays.get("y")[image.at(n, row, column, c)] =
                                median(image, arrays.get("x"), radius, n, row, column, c);
                    }
                }
            }
        }
    }

    private static double median(Nhwc image, double[] x, int radius, int n, int row, int column, int c) {
        int side = 2 * radius + 1;
        double[] window = new double[side * side];
        for (int i = 0; i < window.length; i++) {
            int fromRow = Math.min(Math.max(row + i / side - radius, 0), image.h() - 1);
            int fromColumn = Math.min(Math.max(column + i % side - radius, 0), image.w() - 1);
            window[i] = x[image.at(n, fromRow, fromColumn, c)];
        }
        Arrays.sort(window);
        return window[window.length / 2];
    }
}
