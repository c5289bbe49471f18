package io.lightmark.check;

import io.lightmark.op.CropResize;
import java.util.Map;

/**
 * Pictures and maps for {@link CropResize}: by turns a rotated, scaled crop that reaches outside; the whole picture; its
 * mirror image; a map that is not finite; a picture that does not fit the block; a strong reduction.
 */
final class CropInputs {
    private static final int KINDS = 6;

    private CropInputs() {}

    static Map<String, double[]> draw(CropResize op, Draw draw) {
        int n = op.output().n();
        int share = (int) op.sourceBytes() / n / 3;
        double[] source = new double[(int) op.sourceBytes()];
        for (int i = 0; i < source.length; i++) {
            source[i] = draw.integer(0, 255);
        }
        double[] geometry = new double[4 * n];
        double[] transform = new double[6 * n];
        double[] colour = new double[6 * n];
        for (int image = 0; image < n; image++) {
            int height = draw.integer(1, (int) Math.sqrt(share));
            int width = share / height;
            set(geometry, 4 * image, 3.0 * share * image, 0, height, width);
            set(transform, 6 * image, map(op, draw, image % KINDS, height, width));
            if (image % KINDS == 4) {
                breakGeometry(geometry, image);
            }
            for (int channel = 0; channel < 3; channel++) {
                colour[6 * image + channel] = draw.between(0.5, 1.5);
                colour[6 * image + 3 + channel] = draw.between(-128, -100);
            }
        }
        return Map.of("source", source, "geometry", geometry, "transform", transform, "colour", colour);
    }

    private static double[] map(CropResize op, Draw draw, int kind, int height, int width) {
        double across = (double) width / op.output().w();
        double down = (double) height / op.output().h();
        return switch (kind) {
            case 1, 4 -> settled(new double[] {across, 0, 0, 0, down, 0});
            case 2 -> settled(new double[] {-across, 0, width, 0, down, 0});
            case 3 -> new double[] {Double.NaN, 0, 0, 0, Double.POSITIVE_INFINITY, 0};
            case 5 -> settled(new double[] {5.3, 0, -3, 0, 4.6, -2});
            default -> {
                double angle = draw.between(-0.7, 0.7);
                double scale = draw.between(0.3, 3.5);
                double cos = scale * Math.cos(angle);
                double sin = scale * Math.sin(angle);
                yield settled(new double[] {cos, -sin, draw.between(-4, width), sin, cos, draw.between(-4, height)});
            }
        };
    }

    /** The map in float32, with both scales moved off the places where the number of samples jumps. */
    private static double[] settled(double[] map) {
        double factor = 1;
        while (nearJump(factor * Math.hypot(map[0], map[3])) || nearJump(factor * Math.hypot(map[1], map[4]))) {
            factor *= 1.01;
        }
        double[] settled = map.clone();
        for (int i : new int[] {0, 1, 3, 4}) {
            settled[i] *= factor;
        }
        for (int i = 0; i < settled.length; i++) {
            settled[i] = (float) settled[i];
        }
        return settled;
    }

    /** Near, but not at, a whole scale plus the tolerance. */
    private static boolean nearJump(double scale) {
        double distance = scale - CropResize.SCALE_TOLERANCE - Math.rint(scale);
        return Math.abs(distance) < 0.5 * CropResize.SCALE_TOLERANCE;
    }

    private static void breakGeometry(double[] geometry, int image) {
        switch (image / KINDS % 3) {
            case 0 -> geometry[4 * image + 2] = Integer.MAX_VALUE;
            case 1 -> geometry[4 * image + 1] = -1;
            default -> geometry[4 * image + 3] = 0;
        }
    }

    private static void set(double[] array, int at, double... values) {
        System.arraycopy(values, 0, array, at, values.length);
    }
}
