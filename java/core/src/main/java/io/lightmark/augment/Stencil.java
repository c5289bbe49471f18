package io.lightmark.augment;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** The weights of one image's {@link io.lightmark.op.LinearFilter}, which add up to 1. */
final class Stencil {
    /** Points of a line per pixel of its length. */
    private static final int POINTS_PER_PIXEL = 8;

    private final int radius;
    private final int side;
    private final double[] weights;

    Stencil(int radius) {
        this.radius = radius;
        this.side = 2 * radius + 1;
        this.weights = new double[side * side];
    }

    /** Changes nothing. */
    void identity() {
        Arrays.fill(weights, 0);
        weights[weights.length / 2] = 1;
    }

    /** A Gaussian of this standard deviation in pixels, cut off at the radius. */
    void gaussian(double deviation) {
        if (deviation == 0) {
            identity();
            return;
        }
        for (int j = -radius; j <= radius; j++) {
            for (int i = -radius; i <= radius; i++) {
                weights[at(j, i)] = Math.exp(-(i * i + j * j) / (2 * deviation * deviation));
            }
        }
        normalise();
    }

    /** A line through the centre, its length in pixels, its angle in radians; each of its points is shared by four taps. */
    void line(double length, double angle) {
        Arrays.fill(weights, 0);
        int points = 1 + POINTS_PER_PIXEL * (int) Math.ceil(length);
        double reach = Math.min(length / 2, radius);
        for (int p = 0; p < points; p++) {
            double place = points == 1 ? 0 : reach * (2.0 * p / (points - 1) - 1);
            add(place * Math.sin(angle), place * Math.cos(angle));
        }
        normalise();
    }

    private void add(double row, double column) {
        int top = (int) Math.floor(row);
        int left = (int) Math.floor(column);
        double below = row - top;
        double right = column - left;
        add(top, left, (1 - below) * (1 - right));
        add(top, left + 1, (1 - below) * right);
        add(top + 1, left, below * (1 - right));
        add(top + 1, left + 1, below * right);
    }

    private void add(int row, int column, double weight) {
        if (Math.abs(row) <= radius && Math.abs(column) <= radius) {
            weights[at(row, column)] += weight;
        }
    }

    private int at(int row, int column) {
        return (row + radius) * side + column + radius;
    }

    private void normalise() {
        double sum = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }

    /** The weight of the tap at a row and a column, 0 in the centre. */
    double weight(int row, int column) {
        return weights[at(row, column)];
    }

    void put(FloatBuffer target, int slot) {
        for (int i = 0; i < weights.length; i++) {
            target.put(slot * weights.length + i, (float) weights[i]);
        }
    }
}
