package io.lightmark.vision.synthetic;

/** Paints the hair: what hangs behind the head first, what lies on it last. */
final class HairPainter {
    private final Canvas canvas;
    private final Pose pose;
    private final HeadShape head;
    private final FaceTraits traits;

    HairPainter(Canvas canvas, Pose pose, HeadShape head, FaceTraits traits) {
        this.canvas = canvas;
        this.pose = pose;
        this.head = head;
        this.traits = traits;
    }

    void paintBack() {
        if (traits.bald() || traits.hairLength() <= 0) {
            return;
        }
        double[] cap = head.outline(pose, head.top(), 0, 1.12);
        double[] points = java.util.Arrays.copyOf(cap, cap.length + 4);
        double width = 1.18 * head.halfWidth();
        pose.project(-width, traits.hairLength(), -0.3, points, cap.length);
        pose.project(width, traits.hairLength(), -0.3, points, cap.length + 2);
        canvas.fill(Outlines.hull(points), strands(0.72), 1);
    }

    /** The cap between the crown's outline and the hairline. */
    void paintFront() {
        if (traits.bald()) {
            return;
        }
        double ends = traits.hairLength() > 0 ? 0.25 : -0.12;
        int n = 13;
        double[] outer = head.outline(pose, head.top(), ends, 1.07);
        double[] line = new double[2 * n];
        for (int i = 0; i < n; i++) {
            double t = 2.0 * i / (n - 1) - 1;
            double y = traits.hairline() + traits.fringe() * 0.25 * t + (ends - traits.hairline()) * t * t * t * t;
            double x = 0.985 * t * head.halfWidth(Math.min(y, 0));
            pose.project(x, y, head.front(x, y), line, 2 * i);
        }
        canvas.fill(capBetween(outer, line), strands(1), 1);
    }

    /** The outline's part above the ends of the hairline, closed by the hairline. */
    private double[] capBetween(double[] outer, double[] line) {
        int n = outer.length / 2;
        int left = nearest(outer, line[0], line[1]);
        int right = nearest(outer, line[line.length - 2], line[line.length - 1]);
        double[] crown = new double[2];
        pose.project(0, head.top() * 1.07, 0, crown, 0);
        int top = nearest(outer, crown[0], crown[1]);
        int step = Math.floorMod(top - left, n) <= Math.floorMod(right - left, n) ? 1 : -1;
        double[] cap = new double[outer.length + 2 + line.length];
        int at = 0;
        for (int i = left; ; i = Math.floorMod(i + step, n)) {
            cap[at++] = outer[2 * i];
            cap[at++] = outer[2 * i + 1];
            if (i == right) {
                break;
            }
        }
        for (int i = line.length - 2; i >= 0; i -= 2) {
            cap[at++] = line[i];
            cap[at++] = line[i + 1];
        }
        return java.util.Arrays.copyOf(cap, at);
    }

    private static int nearest(double[] polygon, double x, double y) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < polygon.length; i += 2) {
            double distance = Math.hypot(polygon[i] - x, polygon[i + 1] - y);
            if (distance < least) {
                least = distance;
                best = i / 2;
            }
        }
        return best;
    }

    private Paint strands(double brightness) {
        float[] colour = traits.hair();
        double cos = StrictMath.cos(pose.roll());
        double sin = StrictMath.sin(pose.roll());
        return (x, y, bgr) -> {
            double dx = (x - pose.x()) / pose.scale();
            double dy = (y - pose.y()) / pose.scale();
            double u = dx * cos + dy * sin;
            double v = -dx * sin + dy * cos;
            double along = u / (1.6 + 0.5 * Math.abs(v));
            double wave = StrictMath.sin(along * 90) * 0.09 + StrictMath.sin(along * 37 + v * 3) * 0.1;
            double gloss = Math.max(0, 0.25 - Math.abs(v + 0.8)) * 0.8;
            double factor = brightness * (0.9 + wave + gloss);
            for (int c = 0; c < 3; c++) {
                bgr[c] = (float) Math.min(1, colour[c] * factor + gloss * 0.06);
            }
            return 1;
        };
    }
}
