package io.lightmark.picture;

import java.nio.FloatBuffer;

/**
 * Where in a picture a network looks: the affine map from network coordinates (u, v), −1 to 1 from edge to edge of the
 * network's input, to picture coordinates (x, y) in pixels, whole numbers at pixel centres: {@code x = xu·u + xv·v + x0,
 * y = yu·u + yv·v + y0}. The same map cuts out the pixels and carries landmarks both ways, so the two never disagree.
 */
public record Frame(double xu, double xv, double x0, double yu, double yv, double y0) {

    /** An upright rectangle by its edges; a picture's own edges lie at −½ and size − ½. */
    public static Frame box(double left, double top, double right, double bottom) {
        return new Frame((right - left) / 2, 0, (left + right) / 2, 0, (bottom - top) / 2, (top + bottom) / 2);
    }

    /** An upright square by its centre and side. */
    public static Frame square(double x, double y, double side) {
        return new Frame(side / 2, 0, x, 0, side / 2, y);
    }

    /** This frame turned about its centre in the picture, clockwise for a positive angle in radians. */
    public Frame turned(double angle) {
        return rotation(x0, y0, angle).after(this);
    }

    /** The map that turns a picture about one of its points, clockwise for a positive angle in radians. */
    public static Frame rotation(double x, double y, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        return new Frame(cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y);
    }

    /** The whole picture, stretched to the network's input. */
    public static Frame whole(int width, int height) {
        return box(-0.5, -0.5, width - 0.5, height - 0.5);
    }

    /** The map that applies {@code inner} first, then this one. */
    public Frame after(Frame inner) {
        return new Frame(
                xu * inner.xu + xv * inner.yu,
                xu * inner.xv + xv * inner.yv,
                x(inner.x0, inner.y0),
                yu * inner.xu + yv * inner.yu,
                yu * inner.xv + yv * inner.yv,
                y(inner.x0, inner.y0));
    }

    /**
     * The map back.
     *
     * @throws IllegalArgumentException if the frame has no area or is not finite
     */
    public Frame inverse() {
        double determinant = xu * yv - xv * yu;
        if (determinant == 0 || !Double.isFinite(determinant)) {
            throw new IllegalArgumentException(
                    "Expected a frame with an area, received " + this + ". Fix: check the landmarks it came from.");
        }
        double a = yv / determinant;
        double b = -xv / determinant;
        double d = -yu / determinant;
        double e = xu / determinant;
        return new Frame(a, b, -(a * x0 + b * y0), d, e, -(d * x0 + e * y0));
    }

    public double x(double u, double v) {
        return xu * u + xv * v + x0;
    }

    public double y(double u, double v) {
        return yu * u + yv * v + y0;
    }

    /** Length of the diagonal of the frame in pixels, for a rectangle. */
    public double diagonal() {
        return 2 * Math.hypot(Math.hypot(xu, yu), Math.hypot(xv, yv));
    }

    /** Points x₁, y₁, x₂, … from network to picture coordinates. */
    public float[] toPicture(float[] points) {
        float[] result = new float[points.length];
        for (int i = 0; i < points.length; i += 2) {
            result[i] = (float) x(points[i], points[i + 1]);
            result[i + 1] = (float) y(points[i], points[i + 1]);
        }
        return result;
    }

    /** Points from picture to network coordinates. */
    public float[] toNetwork(float[] points) {
        return inverse().toPicture(points);
    }

    /**
     * Puts the six numbers of {@link io.lightmark.op.CropResize}'s {@code transform} for an output of the given size.
     *
     * @param left first column of the staged part of the picture
     * @param top first row of it
     */
    void putTransform(FloatBuffer target, int at, int width, int height, int left, int top) {
        target.put(at, (float) (2 * xu / width));
        target.put(at + 1, (float) (2 * xv / height));
        target.put(at + 2, (float) (x0 - xu - xv + 0.5 - left));
        target.put(at + 3, (float) (2 * yu / width));
        target.put(at + 4, (float) (2 * yv / height));
        target.put(at + 5, (float) (y0 - yu - yv + 0.5 - top));
    }
}
