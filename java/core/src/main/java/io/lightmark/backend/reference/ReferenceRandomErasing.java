package io.lightmark.backend.reference;

import io.lightmark.op.CounterRandom;
import io.lightmark.op.Pass;
import io.lightmark.op.RandomErasing;

/** Rectangles painted one after the other. */
final class ReferenceRandomErasing implements ReferenceKernel<RandomErasing> {
    @Override
    public void run(RandomErasing op, Pass pass, OperandArrays arrays) {
        for (int n = 0; n < op.image().n(); n++) {
            for (int r = 0; r < op.rectangles(); r++) {
                paint(op, arrays, n, RandomErasing.NUMBERS * (n * op.rectangles() + r));
            }
        }
    }

    private static void paint(RandomErasing op, OperandArrays arrays, int n, int at) {
        Nhwc image = Nhwc.of(op.image());
        double[] rectangle = arrays.get("rectangles");
        long key = ReferenceKey.of(arrays.get("key"), n);
        for (int row = 0; row < image.h(); row++) {
            for (int column = 0; column < image.w(); column++) {
                boolean covered = rectangle[at] <= column
                        && column < rectangle[at + 2]
                        && rectangle[at + 1] <= row
                        && row < rectangle[at + 3];
                for (int c = 0; c < 3 && covered; c++) {
                    int element = (row * image.w() + column) * 3 + c;
                    arrays.get("x")[image.at(n, row, column, c)] =
                            rectangle[at + 4 + c] + rectangle[at + 7] * (2.0 * CounterRandom.uniform(key, element) - 1);
                }
            }
        }
    }
}
