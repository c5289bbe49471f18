package io.lightmark.vision.synthetic;

import java.util.Arrays;

/** A picture under construction: blue, green and red planes from 0 to 1. Whole numbers are the centres of pixels. */
final class Canvas {
    final int width;
    final int height;
    final float[][] planes;

    Canvas(int width, int height, float[] colour) {
        this.width = width;
        this.height = height;
        this.planes = new float[3][width * height];
        for (int c = 0; c < 3; c++) {
            Arrays.fill(planes[c], colour[c]);
        }
    }

    /** Fills a polygon with smooth edges. */
    void fill(double[] polygon, Paint paint, double opacity) {
        Coverage coverage = new Coverage(polygon, width, height);
        if (coverage.width <= 0) {
            return;
        }
        float[] shares = new float[coverage.width];
        float[] bgr = new float[3];
        for (int row = 0; row < coverage.height; row++) {
            coverage.row(row, shares);
            int y = coverage.top + row;
            for (int i = 0; i < coverage.width; i++) {
                if (shares[i] > 0) {
                    int x = coverage.left + i;
                    double share = paint.at(x, y, bgr) * shares[i] * opacity;
                    blend(y * width + x, bgr, (float) share);
                }
            }
        }
    }

    /** Draws a line along points, with round joints. */
    void stroke(double[] line, double thickness, boolean closed, Paint paint, double opacity) {
        int n = line.length / 2;
        double half = thickness / 2;
        for (int i = 0; i < (closed ? n : n - 1); i++) {
            double x0 = line[2 * i];
            double y0 = line[2 * i + 1];
            double x1 = line[2 * ((i + 1) % n)];
            double y1 = line[2 * ((i + 1) % n) + 1];
            double length = Math.hypot(x1 - x0, y1 - y0);
            if (length > 0) {
                double nx = -(y1 - y0) / length * half;
                double ny = (x1 - x0) / length * half;
                double ex = ny * 0.5;
                double ey = -nx * 0.5;
                fill(
                        new double[] {
                            x0 + nx - ex,
                            y0 + ny - ey,
                            x1 + nx + ex,
                            y1 + ny + ey,
                            x1 - nx + ex,
                            y1 - ny + ey,
                            x0 - nx - ex,
                            y0 - ny - ey
                        },
                        paint,
                        opacity);
            }
        }
    }

    /** Blends a soft elliptical spot over the picture: opacity falls off as a Gaussian of the two radii. */
    void glow(double x, double y, double radiusX, double radiusY, double angle, float[] colour, double opacity) {
        double reach = 2.5 * Math.max(radiusX, radiusY);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        for (int row = (int) Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
            for (int column = (int) Math.max(0, x - reach); column <= Math.min(width - 1, x + reach); column++) {
                double u = ((column - x) * cos + (row - y) * sin) / radiusX;
                double v = (-(column - x) * sin + (row - y) * cos) / radiusY;
                double square = u * u + v * v;
                if (square < 6.25) {
                    // (1 − r²/6.25)³ is close to a Gaussian and needs no exponential.
                    double falling = 1 - square / 6.25;
                    blend(row * width + column, colour, (float) (opacity * falling * falling * falling));
                }
            }
        }
    }

    /** Smooths by two passes of a box of the given radius, a rough Gaussian; edges are continued. */
    void blur(int radius) {
        if (radius < 1) {
            return;
        }
        float[] line = new float[Math.max(width, height)];
        for (float[] plane : planes) {
            for (int pass = 0; pass < 2; pass++) {
                for (int y = 0; y < height; y++) {
                    box(plane, y * width, 1, width, radius, line);
                }
                for (int x = 0; x < width; x++) {
                    box(plane, x, width, height, radius, line);
                }
            }
        }
    }

    /** Mixes every pixel with its four neighbours' mean: a blur of less than a pixel. */
    void soften(double share) {
        for (float[] plane : planes) {
            float[] old = plane.clone();
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    float mean = (old[y * width + Math.max(0, x - 1)]
                                    + old[y * width + Math.min(width - 1, x + 1)]
                                    + old[Math.max(0, y - 1) * width + x]
                                    + old[Math.min(height - 1, y + 1) * width + x])
                            / 4;
                    plane[y * width + x] += (float) (share * (mean - old[y * width + x]));
                }
            }
        }
    }

    /** The picture as interleaved bytes. */
    byte[] toBytes() {
        byte[] bytes = new byte[3 * width * height];
        for (int c = 0; c < 3; c++) {
            for (int i = 0; i < width * height; i++) {
                bytes[3 * i + c] = (byte) Math.round(Math.max(0, Math.min(1, planes[c][i])) * 255);
            }
        }
        return bytes;
    }

    private void blend(int at, float[] bgr, float opacity) {
        for (int c = 0; c < 3; c++) {
            planes[c][at] += opacity * (bgr[c] - planes[c][at]);
        }
    }

    private static void box(float[] plane, int start, int step, int count, int radius, float[] line) {
        for (int i = 0; i < count; i++) {
            line[i] = plane[start + i * step];
        }
        double sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += line[Math.max(0, Math.min(count - 1, i))];
        }
        for (int i = 0; i < count; i++) {
            plane[start + i * step] = (float) (sum / (2 * radius + 1));
            sum += line[Math.min(count - 1, i + radius + 1)] - line[Math.max(0, i - radius)];
        }
    }
}
