package io.lightmark.vision.synthetic;

import java.util.Arrays;
import java.util.Comparator;

/** Polygons as x₁, y₁, x₂, …. */
final class Outlines {
    private Outlines() {}

    static double[] ellipse(double x, double y, double radiusX, double radiusY, double angle) {
        int n = 32;
        double[] polygon = new double[2 * n];
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        for (int i = 0; i < n; i++) {
            double u = radiusX * StrictMath.cos(2 * Math.PI * i / n);
            double v = radiusY * StrictMath.sin(2 * Math.PI * i / n);
            polygon[2 * i] = x + u * cos - v * sin;
            polygon[2 * i + 1] = y + u * sin + v * cos;
        }
        return polygon;
    }

    /** The smallest convex polygon around points (Andrew's monotone chain). */
    static double[] hull(double[] points) {
        Integer[] order = new Integer[points.length / 2];
        Arrays.setAll(order, i -> i);
        Arrays.sort(
                order,
                Comparator.<Integer>comparingDouble(i -> points[2 * i]).thenComparingDouble(i -> points[2 * i + 1]));
        double[] hull = new double[2 * points.length + 4];
        int size = 0;
        for (int pass = 0; pass < 2; pass++) {
            int floor = size + 1;
            for (int k = 0; k < order.length; k++) {
                int p = order[pass == 0 ? k : order.length - 1 - k];
                while (size > floor && turn(hull, size, points[2 * p], points[2 * p + 1]) <= 0) {
                    size--;
                }
                hull[2 * size] = points[2 * p];
                hull[2 * size + 1] = points[2 * p + 1];
                size++;
            }
            size--;
        }
        return Arrays.copyOf(hull, 2 * size);
    }

    private static double turn(double[] hull, int size, double x, double y) {
        double ax = hull[2 * size - 4];
        double ay = hull[2 * size - 3];
        double bx = hull[2 * size - 2];
        double by = hull[2 * size - 1];
        return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    }
}
