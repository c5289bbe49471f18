package io.lightmark.backend.reference;

import io.lightmark.op.LinearFilter;
import io.lightmark.op.Pass;

/** A correlation with a stencil per image whose surroundings repeat its edge. */
final class ReferenceLinearFilter implements ReferenceKernel<LinearFilter> {
    @Override
    public void run(LinearFilter op, Pass pass, OperandArrays arrays) {
        Nhwc image = Nhwc.of(op.image());
        for (int n = 0; n < image.n(); n++) {
            for (int row = 0; row < image.h(); row++) {
                for (int column = 0; column < image.w(); column++) {
                    for (int c = 0; c < image.c(); c++) {
                        arrays.get("y")[image.at(n, row, column, c)] =
                                sum(op, image, arrays.get("x"), arrays.get("weights"), n, row, column, c);
                    }
                }
            }
        }
    }

    private static double sum(
            LinearFilter op, Nhwc image, double[] x, double[] weights, int n, int row, int column, int c) {
        double sum = 0;
        for (int j = 0; j < op.side(); j++) {
            for (int i = 0; i < op.side(); i++) {
                double weight = weights[(n * op.side() + j) * op.side() + i];
                int fromRow = Math.min(Math.max(row + j - op.radius(), 0), image.h() - 1);
                int fromColumn = Math.min(Math.max(column + i - op.radius(), 0), image.w() - 1);
                sum += weight == 0 ? 0 : weight * x[image.at(n, fromRow, fromColumn, c)];
            }
        }
        return sum;
    }
}
