package io.lightmark.vision.synthetic;

/** Paints one face, from the back to the front, and knows where its five landmarks are. */
final class FacePainter {
    private static final float[] BLACK = {0.03f, 0.03f, 0.04f};
    private final Canvas canvas;
    private final Pose pose;
    private final HeadShape head;
    private final FaceTraits traits;
    private final double lightX;
    private final double lightY;
    private final double[] skull;

    FacePainter(Canvas canvas, Pose pose, HeadShape head, FaceTraits traits, double lightAngle) {
        this.canvas = canvas;
        this.pose = pose;
        this.head = head;
        this.traits = traits;
        this.lightX = StrictMath.cos(lightAngle);
        this.lightY = StrictMath.sin(lightAngle);
        this.skull = head.outline(pose, head.top(), head.chin(), 1);
    }

    /** Image-left eye, image-right eye, tip of the nose, image-left and image-right corner of the mouth. */
    static double[] landmarks(Pose pose, HeadShape head, FaceTraits traits) {
        double[] marks = new double[10];
        for (int side = -1; side <= 1; side += 2) {
            double eyeX = side * traits.eyeX();
            pose.project(eyeX, traits.eyeY(), head.front(eyeX, traits.eyeY()), marks, side < 0 ? 0 : 2);
            double cornerX = side * traits.mouthWidth();
            double cornerY = cornerY(traits);
            pose.project(cornerX, cornerY, head.front(cornerX, cornerY), marks, side < 0 ? 6 : 8);
        }
        pose.project(0, traits.noseY(), head.front(0, traits.noseY()) + traits.noseLength(), marks, 4);
        return marks;
    }

    private static double cornerY(FaceTraits traits) {
        return traits.mouthY() - 0.045 * traits.smile();
    }

    void paint() {
        new HairPainter(canvas, pose, head, traits).paintBack();
        body();
        boolean rightEarInFront = pose.yaw() < -0.15;
        boolean leftEarInFront = pose.yaw() > 0.15;
        if (!leftEarInFront) {
            ear(-1);
        }
        if (!rightEarInFront) {
            ear(1);
        }
        canvas.fill(skull, Paint.plain(traits.skin()), 1);
        if (leftEarInFront) {
            ear(-1);
        }
        if (rightEarInFront) {
            ear(1);
        }
        shadows();
        beard();
        for (int side = -1; side <= 1; side += 2) {
            new EyePainter(canvas, pose, head, traits, side).paint();
        }
        mouth();
        nose();
        new HairPainter(canvas, pose, head, traits).paintFront();
        canvas.fill(head.outline(pose, head.top(), head.chin(), 1.05), this::shade, 1);
        glasses();
    }

    private void body() {
        float[] neck = Colour.times(traits.skin(), 0.78);
        double width = 0.62 * head.halfWidth();
        double[] points = new double[8];
        pose.project(-width, 0.5, -0.1, points, 0);
        pose.project(width, 0.5, -0.1, points, 2);
        double low = pose.y() + 1.75 * pose.scale();
        points[4] = pose.x() + width * pose.scale();
        points[5] = low;
        points[6] = pose.x() - width * pose.scale();
        points[7] = low;
        canvas.fill(points, Paint.plain(neck), 1);
        double top = pose.y() + 1.42 * pose.scale();
        double reach = 1.9 * pose.scale();
        double bottom = Math.max(canvas.height + 5, top + 3 * pose.scale());
        double x = pose.x();
        double[] shoulders = {
            x - width * pose.scale() * 1.1,
            top,
            x,
            top + 0.3 * pose.scale(),
            x + width * pose.scale() * 1.1,
            top,
            x + reach * 0.9,
            top + 0.4 * pose.scale(),
            x + reach,
            bottom,
            x - reach,
            bottom,
            x - reach * 0.9,
            top + 0.4 * pose.scale()
        };
        float[] cloth = traits.clothes();
        canvas.fill(
                shoulders,
                (px, py, bgr) -> {
                    double fold =
                            0.9 + 0.1 * StrictMath.sin((px - x) / pose.scale() * 7 + (py - top) / pose.scale() * 2);
                    for (int c = 0; c < 3; c++) {
                        bgr[c] = (float) (cloth[c] * fold);
                    }
                    return 1;
                },
                1);
    }

    private void ear(int side) {
        double[] at = new double[2];
        pose.project(side * head.halfWidth() * 0.99, 0.08, 0.02, at, 0);
        double s = pose.scale();
        canvas.fill(
                Outlines.ellipse(at[0], at[1], 0.11 * s, 0.21 * s, pose.roll()),
                Paint.plain(Colour.times(traits.skin(), 0.86)),
                1);
        canvas.fill(
                Outlines.ellipse(at[0], at[1], 0.055 * s, 0.13 * s, pose.roll()),
                Paint.plain(Colour.times(traits.skin(), 0.66)),
                0.7);
    }

    /** Darkens what turns away from the light, over the whole head. */
    private double shade(double x, double y, float[] bgr) {
        double dx = (x - pose.x()) / pose.scale();
        double dy = (y - pose.y()) / pose.scale();
        double u = (dx * StrictMath.cos(pose.roll()) + dy * StrictMath.sin(pose.roll())) / 0.95;
        double v = (-dx * StrictMath.sin(pose.roll()) + dy * StrictMath.cos(pose.roll())) / 1.25;
        double z = Math.sqrt(Math.max(0, 1 - u * u - v * v));
        double light = 0.62 * z + 0.5 * (u * lightX + v * lightY);
        bgr[0] = 0.05f;
        bgr[1] = 0.04f;
        bgr[2] = 0.05f;
        return Math.max(0, Math.min(0.72, 0.62 - light));
    }

    private void shadows() {
        float[] dark = Colour.times(traits.skin(), 0.6);
        float[] warm = Colour.mix(traits.skin(), new float[] {0.35f, 0.35f, 0.85f}, 0.3);
        double s = pose.scale();
        for (int side = -1; side <= 1; side += 2) {
            double[] at = face(side * traits.eyeX() * 0.95, traits.eyeY() - 0.03, 0);
            canvas.glow(at[0], at[1], 0.17 * s, 0.11 * s, pose.roll(), dark, 0.42);
            double[] cheek = face(side * 0.42, 0.36, 0);
            canvas.glow(cheek[0], cheek[1], 0.17 * s, 0.13 * s, pose.roll(), warm, 0.35);
            double[] fold = face(side * (traits.mouthWidth() + 0.06), traits.mouthY() - 0.12, 0);
            canvas.glow(fold[0], fold[1], 0.035 * s, 0.12 * s, pose.roll() - side * 0.35, dark, 0.28);
        }
        double[] under = face(0, traits.mouthY() + 0.16, 0);
        canvas.glow(under[0], under[1], 0.16 * s, 0.04 * s, pose.roll(), dark, 0.45);
    }

    private void beard() {
        if (traits.beard() == 0) {
            return;
        }
        float[] colour = Colour.mix(traits.hair(), traits.skin(), 0.25);
        double upper = traits.mouthY() - 0.1;
        int n = 12;
        double[] points = new double[4 * n];
        for (int i = 0; i < n; i++) {
            double y = upper - 0.25 + (head.chin() - upper + 0.23) * i / (n - 1);
            double x = 0.96 * head.halfWidth(Math.min(y, 0.985 * head.chin()));
            pose.project(-x, y, head.front(x, y), points, 2 * i);
            pose.project(x, y, head.front(x, y), points, 4 * n - 2 - 2 * i);
        }
        double[] inner = new double[points.length + 6];
        System.arraycopy(points, 0, inner, 0, points.length);
        double[] right = face(0.5, upper + 0.06, 0);
        double[] middle = face(0, traits.mouthY() - (traits.moustache() ? 0.16 : 0.02), 0.05);
        double[] left = face(-0.5, upper + 0.06, 0);
        System.arraycopy(right, 0, inner, points.length, 2);
        System.arraycopy(middle, 0, inner, points.length + 2, 2);
        System.arraycopy(left, 0, inner, points.length + 4, 2);
        canvas.fill(inner, Paint.plain(colour), traits.beard());
    }

    private void mouth() {
        double m = traits.mouthY();
        double w = traits.mouthWidth();
        double open = traits.mouthOpening();
        double lip = traits.lipHeight();
        double corner = cornerY(traits);
        double sag = m - corner;
        Curve upperEdge = t -> corner + (sag - lip * (1 - 0.25 * bump(t * 5))) * (1 - t * t);
        Curve upperInner = t -> corner + (sag - open * 0.4) * (1 - t * t);
        Curve lowerInner = t -> corner + (sag + open * 0.6) * (1 - t * t);
        Curve lowerEdge = t -> corner + (sag + open * 0.6 + lip * 1.15) * (1 - t * t);
        if (open > 0) {
            canvas.fill(band(upperInner, lowerInner, w), Paint.plain(0.10f, 0.07f, 0.22f), 1);
            Curve teeth = t -> corner + (sag + open * 0.1) * (1 - t * t);
            canvas.fill(band(upperInner, teeth, 0.85 * w), Paint.plain(0.86f, 0.9f, 0.92f), 0.92);
        }
        canvas.fill(band(upperEdge, upperInner, w), Paint.plain(Colour.times(traits.lips(), 0.86)), 1);
        canvas.fill(band(lowerInner, lowerEdge, w), Paint.plain(traits.lips()), 1);
        if (open == 0) {
            canvas.stroke(
                    line(upperInner, w),
                    Math.max(0.7, 0.022 * pose.scale()),
                    false,
                    Paint.plain(Colour.times(traits.lips(), 0.45)),
                    0.9);
        }
    }

    private void nose() {
        double y = traits.noseY();
        double w = traits.noseWidth();
        double s = pose.scale();
        float[] dark = Colour.times(traits.skin(), 0.55);
        double lift = traits.noseLength();
        double[] ridge = {0, 0};
        for (int side = -1; side <= 1; side += 2) {
            double[] top = face(side * 0.05, traits.eyeY() + 0.05, 0.07);
            double[] wing = face(side * w, y + 0.03, 0.03);
            double[] tip = face(0, y, lift);
            ridge = face(0, traits.eyeY() + 0.05, 0.09);
            boolean away = side * lightX < 0;
            canvas.fill(
                    new double[] {top[0], top[1], wing[0], wing[1], tip[0], tip[1], ridge[0], ridge[1]},
                    Paint.plain(away ? dark : Colour.times(traits.skin(), 1.08)),
                    away ? 0.34 : 0.22);
            double[] hole = face(side * w * 0.5, y + 0.075, lift * 0.45);
            canvas.glow(wing[0], wing[1], 0.05 * s, 0.07 * s, pose.roll(), dark, 0.5);
            canvas.fill(
                    Outlines.ellipse(hole[0], hole[1], 0.036 * s, 0.022 * s, pose.roll() - side * 0.3),
                    Paint.plain(Colour.times(traits.skin(), 0.25)),
                    0.9);
        }
        double[] below = face(0, y + 0.1, lift * 0.3);
        canvas.glow(below[0], below[1], 0.9 * w * s, 0.045 * s, pose.roll(), dark, 0.5);
        double[] tip = face(0, y - 0.015, lift);
        canvas.glow(tip[0], tip[1], 0.06 * s, 0.055 * s, pose.roll(), Colour.times(traits.skin(), 1.22), 0.6);
    }

    private void glasses() {
        if (traits.glasses() == FaceTraits.Glasses.NONE) {
            return;
        }
        boolean dark = traits.glasses() == FaceTraits.Glasses.DARK;
        double thickness = Math.max(1, 0.035 * pose.scale());
        Paint frame = Paint.plain(BLACK);
        for (int side = -1; side <= 1; side += 2) {
            int n = 24;
            double[] lens = new double[2 * n];
            for (int i = 0; i < n; i++) {
                double angle = 2 * Math.PI * i / n;
                double x = side * traits.eyeX() + 0.225 * squared(StrictMath.cos(angle));
                double y = traits.eyeY() + 0.02 + 0.165 * squared(StrictMath.sin(angle));
                pose.project(x, y, head.front(side * traits.eyeX(), traits.eyeY()) + 0.1, lens, 2 * i);
            }
            canvas.fill(lens, Paint.plain(dark ? BLACK : new float[] {0.95f, 0.95f, 0.9f}), dark ? 0.9 : 0.1);
            canvas.stroke(lens, thickness, true, frame, 0.95);
            double[] hinge = new double[4];
            double x = side * (traits.eyeX() + 0.225);
            pose.project(x, traits.eyeY(), head.front(side * traits.eyeX(), traits.eyeY()) + 0.1, hinge, 0);
            pose.project(side * head.halfWidth(), traits.eyeY() - 0.02, 0.1, hinge, 2);
            if (side * pose.yaw() > -0.25) {
                canvas.stroke(hinge, thickness, false, frame, 0.95);
            }
        }
        double[] bridge = new double[4];
        double z = head.front(traits.eyeX(), traits.eyeY()) + 0.12;
        pose.project(-(traits.eyeX() - 0.22), traits.eyeY(), z, bridge, 0);
        pose.project(traits.eyeX() - 0.22, traits.eyeY(), z, bridge, 2);
        canvas.stroke(bridge, thickness, false, frame, 0.95);
    }

    /** Rounds a circle towards a rectangle. */
    private static double squared(double value) {
        return Math.signum(value) * StrictMath.pow(Math.abs(value), 0.7);
    }

    /** 1 at 0, falling to 0 at ±1: the notch of the upper lip. */
    private static double bump(double t) {
        return Math.abs(t) >= 1 ? 0 : 1 - t * t;
    }

    /** A height as a function of the place between the corners of the mouth, −1 to 1. */
    private interface Curve {
        double y(double t);
    }

    private double[] band(Curve upper, Curve lower, double halfWidth) {
        double[] a = line(upper, halfWidth);
        double[] b = line(lower, halfWidth);
        double[] polygon = new double[a.length + b.length];
        System.arraycopy(a, 0, polygon, 0, a.length);
        for (int i = 0; i < b.length; i += 2) {
            polygon[a.length + i] = b[b.length - 2 - i];
            polygon[a.length + i + 1] = b[b.length - 1 - i];
        }
        return polygon;
    }

    private double[] line(Curve curve, double halfWidth) {
        int n = 17;
        double[] points = new double[2 * n];
        for (int i = 0; i < n; i++) {
            double t = 2.0 * i / (n - 1) - 1;
            double x = t * halfWidth;
            double y = curve.y(t);
            pose.project(x, y, head.front(x, y), points, 2 * i);
        }
        return points;
    }

    private double[] face(double x, double y, double lift) {
        double[] at = new double[2];
        pose.project(x, y, head.front(x, y) + lift, at, 0);
        return at;
    }
}
