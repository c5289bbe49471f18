package io.lightmark.augment;

import io.lightmark.op.JpegCompression;

/**
 * The quantisation steps that a JPEG quality stands for: the example tables of ITU-T T.81, K.1 and K.2, scaled as the
 * Independent JPEG Group's library does.
 */
final class QuantizationSteps {
    private static final int[] LUMA = {
        16, 11, 10, 16, 24, 40, 51, 61, //
        12, 12, 14, 19, 26, 58, 60, 55, //
        14, 13, 16, 24, 40, 57, 69, 56, //
        14, 17, 22, 29, 51, 87, 80, 62, //
        18, 22, 37, 56, 68, 109, 103, 77, //
        24, 35, 55, 64, 81, 104, 113, 92, //
        49, 64, 78, 87, 103, 121, 120, 101, //
        72, 92, 95, 98, 112, 100, 103, 99
    };

    /** The corner of the chroma table that is not {@link #REST}. */
    private static final int[][] CHROMA = {{17, 18, 24, 47}, {18, 21, 26, 66}, {24, 26, 56}, {47, 66}};

    private static final int REST = 99;
    private static final int LARGEST = 255;

    private QuantizationSteps() {}

    /** The steps of luma, then those of chroma, row by row of frequencies. */
    static float[] of(int quality) {
        int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        float[] steps = new float[JpegCompression.STEPS];
        for (int i = 0; i < LUMA.length; i++) {
            steps[i] = scaled(LUMA[i], percent);
            steps[LUMA.length + i] = scaled(chroma(i / JpegCompression.BLOCK, i % JpegCompression.BLOCK), percent);
        }
        return steps;
    }

    private static int chroma(int row, int column) {
        return row < CHROMA.length && column < CHROMA[row].length ? CHROMA[row][column] : REST;
    }

    private static int scaled(int step, int percent) {
        return Math.min(LARGEST, Math.max(1, (step * percent + 50) / 100));
    }
}
