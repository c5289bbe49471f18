package io.lightmark.backend.reference;

import io.lightmark.op.ColourMatrix;
import io.lightmark.op.Pass;

/** An affine map of each pixel's three colours. */
final class ReferenceColourMatrix implements ReferenceKernel<ColourMatrix> {
    @Override
    public void run(ColourMatrix op, Pass pass, OperandArrays arrays) {
        Nhwc image = Nhwc.of(op.image());
        double[] x = arrays.get("x");
        double[] matrix = arrays.get("matrix");
        for (int n = 0; n < image.n(); n++) {
            for (int row = 0; row < image.h(); row++) {
                for (int column = 0; column < image.w(); column++) {
                    mix(x, image.at(n, row, column, 0), matrix, ColourMatrix.NUMBERS * n);
                }
            }
        }
    }

    private static void mix(double[] x, int pixel, double[] matrix, int at) {
        double[] before = {x[pixel], x[pixel + 1], x[pixel + 2]};
        for (int c = 0; c < 3; c++) {
            double sum = matrix[at + 4 * c + 3];
            for (int k = 0; k < 3; k++) {
                sum += matrix[at + 4 * c + k] * before[k];
            }
            x[pixel + c] = sum;
        }
    }
}
