package io.lightmark.check;

import io.lightmark.op.ColourMatrix;
import io.lightmark.op.GaussianNoise;
import io.lightmark.op.JpegCompression;
import io.lightmark.op.LinearFilter;
import io.lightmark.op.MedianFilter;
import io.lightmark.op.Op;
import io.lightmark.op.RandomErasing;
import io.lightmark.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Inputs for the operations that change pictures before a network sees them; every third image stays as it is. */
final class PixelInputs {
    private static final int KINDS = 3;

    private PixelInputs() {}

    /** The inputs of such an operation, or null if it is another. */
    static @Nullable Map<String, double[]> draw(Op op, Draw draw) {
        if (op instanceof ColourMatrix matrix) {
            return Map.of("x", bytes(matrix.image(), draw), "matrix", matrices(matrix, draw));
        }
        if (op instanceof LinearFilter filter) {
            return Map.of("x", bytes(filter.image(), draw), "weights", stencils(filter, draw));
        }
        if (op instanceof RandomErasing erasing) {
            return Map.of(
                    "x",
                    bytes(erasing.image(), draw),
                    "rectangles",
                    rectangles(erasing, draw),
                    "key",
                    keys(erasing.image(), draw));
        }
        if (op instanceof MedianFilter filter) {
            return Map.of("x", bytes(filter.image(), draw), "radius", radii(filter, draw));
        }
        if (op instanceof GaussianNoise noise) {
            return Map.of(
                    "x",
                    bytes(noise.image(), draw),
                    "deviation",
                    deviations(noise, draw),
                    "key",
                    keys(noise.image(), draw));
        }
        return op instanceof JpegCompression jpeg ? JpegInputs.draw(jpeg, draw) : null;
    }

    private static double[] bytes(Shape image, Draw draw) {
        return draw.between(image.length(), 0, 255);
    }

    private static double[] matrices(ColourMatrix op, Draw draw) {
        double[] matrices = new double[op.image().n() * ColourMatrix.NUMBERS];
        for (int i = 0; i < matrices.length; i++) {
            boolean identity = i / ColourMatrix.NUMBERS % KINDS == 1;
            boolean diagonal = i % ColourMatrix.NUMBERS % 5 == 0;
            matrices[i] = !identity ? draw.between(-1, 1) : diagonal ? 1 : 0;
        }
        return matrices;
    }

    /** By turns a full stencil, one that copies, and one with many taps of weight 0. */
    private static double[] stencils(LinearFilter op, Draw draw) {
        int taps = op.side() * op.side();
        double[] stencils = new double[op.image().n() * taps];
        for (int i = 0; i < stencils.length; i++) {
            stencils[i] = switch (i / taps % KINDS) {
                case 1 -> i % taps == taps / 2 ? 1 : 0;
                case 2 -> draw.integer(0, 3) == 0 ? draw.between(-1, 1) : 0;
                default -> draw.between(-1, 1);
            };
        }
        return stencils;
    }

    /** Rectangles over edges and over one another, some empty, some not whole, some of noise. */
    private static double[] rectangles(RandomErasing op, Draw draw) {
        int count = op.image().n() * op.rectangles();
        double[] rectangles = new double[count * RandomErasing.NUMBERS];
        for (int r = 0; r < count; r++) {
            int at = RandomErasing.NUMBERS * r;
            boolean empty = r / op.rectangles() % KINDS == 1;
            span(rectangles, at, op.image().w(), empty, draw);
            span(rectangles, at + 1, op.image().h(), empty, draw);
            for (int c = 0; c < 3; c++) {
                rectangles[at + 4 + c] = draw.between(0, 255);
            }
            rectangles[at + 7] = r % 2 == 0 ? 0 : draw.between(1, 127);
        }
        return rectangles;
    }

    private static void span(double[] rectangles, int at, int size, boolean empty, Draw draw) {
        double begin = draw.integer(-1, size - 1) + (draw.integer(0, 3) == 0 ? 0.25 : 0);
        rectangles[at] = begin;
        rectangles[at + 2] = empty ? begin : begin + draw.integer(0, size);
    }

    /** Also numbers that are not allowed to be more than the least and the greatest radius. */
    private static double[] radii(MedianFilter op, Draw draw) {
        double[] radii = new double[op.image().n()];
        for (int n = 0; n < radii.length; n++) {
            radii[n] = n % KINDS == 1 ? draw.integer(-2, 0) : draw.integer(1, MedianFilter.MAX_RADIUS + 2);
        }
        return radii;
    }

    private static double[] deviations(GaussianNoise op, Draw draw) {
        double[] deviations = new double[op.image().n()];
        for (int n = 0; n < deviations.length; n++) {
            deviations[n] = n % KINDS == 1 ? 0 : draw.between(0.1, 30);
        }
        return deviations;
    }

    private static double[] keys(Shape image, Draw draw) {
        double[] keys = new double[2 * image.n()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = draw.integer(-1_000_000_000, 1_000_000_000);
        }
        return keys;
    }
}
