package io.lightmark.vision.synthetic;

/**
 * How much of each pixel a polygon covers, exactly: every edge adds its signed area to the pixels it crosses and its
 * height to all pixels to the right, and a running sum along each row gives the covered share. Pixel (i, j) is the square
 * from (i − ½, j − ½) to (i + ½, j + ½).
 */
final class Coverage {
    final int left;
    final int top;
    final int width;
    final int height;
    private final float[] deltas;

    /** @param polygon x₁, y₁, x₂, …, closed by itself; simple, in either direction */
    Coverage(double[] polygon, int canvasWidth, int canvasHeight) {
        double minX = Double.POSITIVE_INFINITY;
        double minY = Double.POSITIVE_INFINITY;
        double maxX = Double.NEGATIVE_INFINITY;
        double maxY = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < polygon.length; i += 2) {
            minX = Math.min(minX, polygon[i]);
            maxX = Math.max(maxX, polygon[i]);
            minY = Math.min(minY, polygon[i + 1]);
            maxY = Math.max(maxY, polygon[i + 1]);
        }
        left = clamp(Math.floor(minX + 0.5), canvasWidth);
        top = clamp(Math.floor(minY + 0.5), canvasHeight);
        width = clamp(Math.floor(maxX + 0.5) + 1, canvasWidth) - left;
        height = clamp(Math.floor(maxY + 0.5) + 1, canvasHeight) - top;
        deltas = new float[Math.max(0, width + 2) * Math.max(0, height)];
        if (width > 0 && height > 0) {
            int n = polygon.length;
            for (int i = 0; i < n; i += 2) {
                edge(
                        polygon[i] + 0.5 - left,
                        polygon[i + 1] + 0.5 - top,
                        polygon[(i + 2) % n] + 0.5 - left,
                        polygon[(i + 3) % n] + 0.5 - top);
            }
        }
    }

    private static int clamp(double value, int extent) {
        return (int) Math.max(0, Math.min(extent, value));
    }

    /** Puts the covered shares of a row, 0 to 1, into {@code target}. */
    void row(int row, float[] target) {
        float sum = 0;
        int at = row * (width + 2);
        for (int i = 0; i < width; i++) {
            sum += deltas[at + i];
            target[i] = Math.min(1, Math.abs(sum));
        }
    }

    private void edge(double x0, double y0, double x1, double y1) {
        if (y0 == y1) {
            return;
        }
        double direction = y0 < y1 ? 1 : -1;
        double upperX = y0 < y1 ? x0 : x1;
        double upperY = Math.min(y0, y1);
        double lowerY = Math.max(y0, y1);
        double slope = (x1 - x0) / (y1 - y0);
        int last = (int) Math.min(height, Math.ceil(lowerY));
        for (int row = (int) Math.max(0, Math.floor(upperY)); row < last; row++) {
            double from = Math.max(upperY, row);
            double to = Math.min(lowerY, row + 1);
            if (to > from) {
                double xa = clampX(upperX + (from - upperY) * slope);
                double xb = clampX(upperX + (to - upperY) * slope);
                span(row * (width + 2), Math.min(xa, xb), Math.max(xa, xb), direction * (to - from));
            }
        }
    }

    private double clampX(double x) {
        return Math.max(0, Math.min(width, x));
    }

    /** Spreads a piece of edge of the given height, from x0 to x1 within one row, over the pixels that it crosses. */
    private void span(int at, double x0, double x1, double area) {
        int first = (int) x0;
        int last = (int) x1;
        if (first == last) {
            double inside = 1 - ((x0 + x1) / 2 - first);
            deltas[at + first] += (float) (area * inside);
            deltas[at + first + 1] += (float) (area * (1 - inside));
            return;
        }
        double perColumn = area / (x1 - x0);
        for (int column = first; column <= last; column++) {
            double a = Math.max(x0, column);
            double b = Math.min(x1, column + 1);
            double part = (b - a) * perColumn;
            double inside = 1 - ((a + b) / 2 - column);
            deltas[at + column] += (float) (part * inside);
            deltas[at + column + 1] += (float) (part * (1 - inside));
        }
    }
}
