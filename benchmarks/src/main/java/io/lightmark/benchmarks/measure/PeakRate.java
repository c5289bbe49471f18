package io.lightmark.benchmarks.measure;

import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * The multiply-add rate that this machine reaches on the friendliest problem there is: a large square matrix product by
 * OpenBLAS, best of many. Dividing a network's multiply-adds by it gives a floor that no implementation of the same
 * arithmetic on the same threads gets much below.
 */
public final class PeakRate {
    /** Large enough to hide the packing, small enough to end within one time slice of a busy machine. */
    private static final int SIDE = 384;

    private static final long NANOS = 400_000_000;

    private PeakRate() {}

    /** Multiply-adds per second on a number of threads; takes half a second. */
    public static double multiplyAddsPerSecond(int threads) {
        float[] a = new float[SIDE * SIDE];
        float[] b = new float[SIDE * SIDE];
        float[] c = new float[SIDE * SIDE];
        for (int i = 0; i < a.length; i++) {
            a[i] = i % 7 - 3;
            b[i] = i % 5 - 2;
        }
        openblas_nolapack.blas_set_num_threads(threads);
        try {
            long best = Long.MAX_VALUE;
            long start = System.nanoTime();
            for (long before = start; before - start < NANOS; before = System.nanoTime()) {
                product(a, b, c);
                best = Math.min(best, System.nanoTime() - before);
            }
            return 1e9 * SIDE * SIDE * SIDE / best;
        } finally {
            openblas_nolapack.blas_set_num_threads(1);
        }
    }

    private static void product(float[] a, float[] b, float[] c) {
        openblas_nolapack.cblas_sgemm(
                openblas_nolapack.CblasRowMajor,
                openblas_nolapack.CblasNoTrans,
                openblas_nolapack.CblasNoTrans,
                SIDE,
                SIDE,
                SIDE,
                1,
                a,
                SIDE,
                b,
                SIDE,
                0,
                c,
                SIDE);
    }
}
