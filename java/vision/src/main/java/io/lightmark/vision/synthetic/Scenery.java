package io.lightmark.vision.synthetic;

/** Paints a cluttered background: shades, bodies, lines, and spots of skin colour that are no faces. */
final class Scenery {
    private Scenery() {}

    static Canvas paint(int width, int height, Dice dice) {
        Canvas canvas = new Canvas(width, height, Colour.any(dice));
        shades(canvas, dice);
        int shapes = dice.whole(3, 26);
        for (int i = 0; i < shapes; i++) {
            shape(canvas, dice);
        }
        if (dice.chance(0.3)) {
            stripes(canvas, dice);
        }
        if (dice.chance(0.35)) {
            spots(canvas, dice);
        }
        canvas.blur(dice.chance(0.25) ? 0 : dice.whole(1, 5));
        return canvas;
    }

    private static void shades(Canvas canvas, Dice dice) {
        float[] far = Colour.any(dice);
        double angle = dice.between(0, 2 * Math.PI);
        double cos = StrictMath.cos(angle) / canvas.width;
        double sin = StrictMath.sin(angle) / canvas.height;
        double[] all = {-1, -1, canvas.width, -1, canvas.width, canvas.height, -1, canvas.height};
        canvas.fill(
                all,
                (x, y, bgr) -> {
                    System.arraycopy(far, 0, bgr, 0, 3);
                    return Math.max(
                            0, Math.min(1, 0.5 + (x - canvas.width / 2.0) * cos + (y - canvas.height / 2.0) * sin));
                },
                1);
    }

    private static void shape(Canvas canvas, Dice dice) {
        double x = dice.between(-0.1, 1.1) * canvas.width;
        double y = dice.between(-0.1, 1.1) * canvas.height;
        double size = dice.between(0.04, 0.35) * canvas.width;
        double angle = dice.between(0, Math.PI);
        double[] polygon;
        if (dice.chance(0.45)) {
            polygon = Outlines.ellipse(x, y, size, size * dice.between(0.3, 1), angle);
        } else {
            int corners = dice.whole(3, 6);
            double[] points = new double[2 * corners];
            for (int i = 0; i < points.length; i += 2) {
                points[i] = x + dice.between(-1, 1) * size;
                points[i + 1] = y + dice.between(-1, 1) * size;
            }
            polygon = Outlines.hull(points);
        }
        float[] near = Colour.any(dice);
        float[] far = Colour.times(near, dice.between(0.6, 1.2));
        double reach = size;
        canvas.fill(
                polygon,
                (px, py, bgr) -> {
                    double share = Math.max(0, Math.min(1, 0.5 + (py - y) / (2 * reach)));
                    for (int c = 0; c < 3; c++) {
                        bgr[c] = (float) (near[c] + (far[c] - near[c]) * share);
                    }
                    return 1;
                },
                dice.between(0.3, 1));
    }

    private static void stripes(Canvas canvas, Dice dice) {
        double angle = dice.between(0, Math.PI);
        double period = dice.between(6, 40);
        double opacity = dice.between(0.1, 0.5);
        float[] colour = Colour.any(dice);
        double cos = StrictMath.cos(angle) * 2 * Math.PI / period;
        double sin = StrictMath.sin(angle) * 2 * Math.PI / period;
        double[] all = {-1, -1, canvas.width, -1, canvas.width, canvas.height, -1, canvas.height};
        canvas.fill(
                all,
                (x, y, bgr) -> {
                    System.arraycopy(colour, 0, bgr, 0, 3);
                    return Math.max(0, Math.min(1, 0.5 + 3 * StrictMath.sin(x * cos + y * sin)));
                },
                opacity);
    }

    /** Ovals in the colour of skin, with two dark spots now and then: what a detector must not fall for. */
    private static void spots(Canvas canvas, Dice dice) {
        for (int i = dice.whole(1, 3); i > 0; i--) {
            float[] skin = Colour.rgb(dice.pick(Colour.SKIN));
            double x = dice.between(0, 1) * canvas.width;
            double y = dice.between(0, 1) * canvas.height;
            double radius = dice.between(0.04, 0.13) * canvas.width;
            canvas.fill(Outlines.ellipse(x, y, radius, radius * 1.3, dice.between(-0.5, 0.5)), Paint.plain(skin), 1);
            if (dice.chance(0.4)) {
                canvas.glow(x - radius * 0.4, y, radius * 0.2, radius * 0.2, 0, new float[3], 0.7);
                canvas.glow(x + radius * 0.4, y, radius * 0.2, radius * 0.2, 0, new float[3], 0.7);
            }
        }
    }
}
