package io.lightmark.vision.synthetic;

/**
 * The surface of a head without nose, in head coordinates, see {@link Pose}.
 *
 * @param halfWidth at eye height
 * @param top y of the crown, negative
 * @param chin y of the chin
 * @param jaw how square the jaw is: 2 is pointed, 3.4 is square
 * @param depth from the axis to the face
 */
record HeadShape(double halfWidth, double top, double chin, double jaw, double depth) {
    static HeadShape roll(Dice dice) {
        return new HeadShape(
                dice.between(0.74, 0.87),
                dice.between(-1.28, -1.12),
                dice.between(1.0, 1.2),
                dice.between(2.0, 3.4),
                dice.between(0.82, 0.95));
    }

    /** Half the width of the head at a height. */
    double halfWidth(double y) {
        if (y <= 0) {
            return halfWidth * Math.sqrt(Math.max(0, 1 - y * y / (top * top)));
        }
        return halfWidth * StrictMath.pow(Math.max(0, 1 - StrictMath.pow(y / chin, jaw)), 0.55);
    }

    /** How far the face is in front of the head's axis at a place. */
    double front(double x, double y) {
        double across = Math.min(1, Math.abs(x) / Math.max(0.05, halfWidth(y)));
        double fading = y <= 0 ? Math.sqrt(Math.max(0, 1 - 0.9 * y * y / (top * top))) : 1 - 0.25 * square(y / chin);
        return depth * fading * StrictMath.pow(1 - StrictMath.pow(across, 2.4), 0.6);
    }

    /** The outline of the head between two heights, as seen in a pose; {@code growth} 1 is the skin. */
    double[] outline(Pose pose, double from, double to, double growth) {
        int rows = 14;
        int around = 16;
        double[] points = new double[2 * (rows + 1) * around];
        int at = 0;
        for (int r = 0; r <= rows; r++) {
            double y = from + (to - from) * r / rows;
            double width = growth * halfWidth(y);
            double deep = growth * depth * halfWidth(y) / halfWidth;
            for (int a = 0; a < around; a++, at += 2) {
                double angle = 2 * Math.PI * a / around;
                double z = deep * StrictMath.cos(angle);
                pose.project(width * StrictMath.sin(angle), growth * y, z, points, at);
            }
        }
        return Outlines.hull(points);
    }

    private static double square(double value) {
        return value * value;
    }
}
