package io.lightmark.vision.synthetic;

/** Paints one eye and its brow. */
final class EyePainter {
    private static final int POINTS = 24;
    private final Canvas canvas;
    private final Pose pose;
    private final HeadShape head;
    private final FaceTraits traits;
    private final int side;

    /** @param side −1 for the eye on the image's left, 1 for the other */
    EyePainter(Canvas canvas, Pose pose, HeadShape head, FaceTraits traits, int side) {
        this.canvas = canvas;
        this.pose = pose;
        this.head = head;
        this.traits = traits;
        this.side = side;
    }

    void paint() {
        canvas.fill(almond(1), Paint.plain(0.84f, 0.86f, 0.87f), 1);
        disc(0.068, traits.iris());
        disc(0.034, new float[] {0.02f, 0.02f, 0.02f});
        if (traits.eyeOpening() > 0.02) {
            double[] at = place(traits.gaze() + 0.022, -0.022);
            double radius = Math.max(0.5, 0.017 * pose.scale());
            canvas.glow(at[0], at[1], radius, radius, 0, new float[] {1, 1, 1}, 0.9);
        }
        lids();
        brow();
    }

    private double[] almond(double growth) {
        double[] points = new double[2 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            double angle = 2 * Math.PI * i / POINTS;
            double x = growth * traits.eyeWidth() * StrictMath.cos(angle);
            set(points, i, x, growth * edge(x / growth) * Math.signum(StrictMath.sin(angle)));
        }
        return points;
    }

    /** Half the eye's opening at a place. */
    private double edge(double x) {
        double t = x / traits.eyeWidth();
        return traits.eyeOpening() * Math.sqrt(Math.max(0, 1 - t * t));
    }

    /** A disc around the gaze, cut by the lids. */
    private void disc(double radius, float[] colour) {
        double[] points = new double[2 * POINTS];
        for (int i = 0; i < POINTS; i++) {
            double angle = 2 * Math.PI * i / POINTS;
            double x = traits.gaze() + radius * StrictMath.cos(angle);
            double limit = edge(x);
            set(points, i, x, Math.max(-limit, Math.min(limit, radius * StrictMath.sin(angle))));
        }
        canvas.fill(points, Paint.plain(colour), 1);
    }

    private void lids() {
        int n = 11;
        double[] upper = new double[2 * n];
        double[] lower = new double[2 * n];
        for (int i = 0; i < n; i++) {
            double x = traits.eyeWidth() * (2.0 * i / (n - 1) - 1) * 1.04;
            set(upper, i, x, -edge(x) - 0.004);
            set(lower, i, x, edge(x) + 0.004);
        }
        float[] dark = Colour.mix(Colour.times(traits.skin(), 0.2), new float[] {0, 0, 0}, 0.3);
        canvas.stroke(upper, Math.max(0.8, 0.03 * pose.scale()), false, Paint.plain(dark), 0.9);
        canvas.stroke(
                lower, Math.max(0.5, 0.014 * pose.scale()), false, Paint.plain(Colour.times(traits.skin(), 0.5)), 0.7);
    }

    private void brow() {
        int n = 9;
        double[] points = new double[4 * n];
        for (int i = 0; i < n; i++) {
            double t = (double) i / (n - 1);
            double x = side * (-0.19 + 0.4 * t);
            double y = -traits.browLift() + traits.browTilt() * (t - 0.5) + 0.11 * (t - 0.45) * (t - 0.45) - 0.02;
            double thickness = traits.browThickness() * (1 - 0.75 * t * t * t) * 0.5;
            set(points, i, x, y - thickness);
            set(points, 2 * n - 1 - i, x, y + thickness);
        }
        canvas.fill(points, Paint.plain(Colour.times(traits.hair(), 0.8)), 0.88);
    }

    private void set(double[] points, int index, double x, double y) {
        double px = side * traits.eyeX() + x;
        double py = traits.eyeY() + y;
        pose.project(px, py, head.front(px, py), points, 2 * index);
    }

    private double[] place(double x, double y) {
        double[] at = new double[2];
        set(at, 0, x, y);
        return at;
    }
}
