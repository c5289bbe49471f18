package io.lightmark.vision.synthetic;

import io.lightmark.op.CounterRandom;

/** What a camera does to a scene: uneven light, colour cast, contrast, lack of focus, noise. */
final class Camera {
    private Camera() {}

    static void expose(Canvas canvas, Dice dice) {
        expose(canvas, dice, 0);
    }

    /** One frame of a sequence, which differ in their noise alone. */
    static void expose(Canvas canvas, Dice dice, int frame) {
        light(canvas, dice);
        if (dice.chance(0.04)) {
            grey(canvas);
        }
        double focus = dice.between(0, 1);
        if (focus > 0.35) {
            canvas.soften(dice.between(0.2, 0.9));
        }
        if (focus > 0.9) {
            canvas.blur(1);
        }
        noise(canvas, dice, frame);
    }

    private static void light(Canvas canvas, Dice dice) {
        double gain = dice.between(0.72, 1.2);
        double contrast = dice.between(0.75, 1.15);
        double angle = dice.between(0, 2 * Math.PI);
        double slope = dice.between(0, 0.45);
        double cos = StrictMath.cos(angle) * slope / canvas.width;
        double sin = StrictMath.sin(angle) * slope / canvas.height;
        for (float[] plane : canvas.planes) {
            double cast = gain * dice.between(0.9, 1.1);
            for (int y = 0; y < canvas.height; y++) {
                for (int x = 0; x < canvas.width; x++) {
                    double lit = cast * (1 + (x - canvas.width / 2.0) * cos + (y - canvas.height / 2.0) * sin);
                    int at = y * canvas.width + x;
                    plane[at] = (float) (0.45 + (plane[at] * lit - 0.45) * contrast);
                }
            }
        }
    }

    private static void grey(Canvas canvas) {
        for (int i = 0; i < canvas.width * canvas.height; i++) {
            float grey = 0.114f * canvas.planes[0][i] + 0.587f * canvas.planes[1][i] + 0.299f * canvas.planes[2][i];
            for (float[] plane : canvas.planes) {
                plane[i] = grey;
            }
        }
    }

    /** The sum of four random bytes is close enough to a normal deviate; one counter serves two values. */
    private static void noise(Canvas canvas, Dice dice, int frame) {
        double deviation = dice.between(0, 0.028);
        double scale = deviation / 147.8;
        long still = dice.fork();
        long key = frame == 0 ? still : CounterRandom.key(still, frame, 0);
        long counter = 0;
        long bits = 0;
        int left = 0;
        for (float[] plane : canvas.planes) {
            for (int i = 0; i < plane.length; i++) {
                if (left == 0) {
                    bits = CounterRandom.bits(key, counter++);
                    left = 2;
                }
                int sum = 0;
                for (int b = 0; b < 4; b++) {
                    sum += (int) (bits & 0xff);
                    bits >>>= 8;
                }
                left--;
                plane[i] += (float) ((sum - 510) * scale);
            }
        }
    }
}
