package io.lightmark.train;

import io.lightmark.op.CounterRandom;
import io.lightmark.picture.ColourShift;
import io.lightmark.picture.Frame;
import java.util.List;

/**
 * Random changes of training pictures. All of them are one affine map and one gain and offset per colour, so the device
 * applies them while it cuts the picture out; landmarks go through the exact inverse of the same map. What is drawn
 * depends on a key alone, see {@link CounterRandom}.
 *
 * @param rotationDegrees greatest rotation to either side
 * @param scale greatest change of size to either side: 0.2 cuts out from 1/1.2 to 1.2 of the window
 * @param shift greatest shift to either side, in shares of the window's side
 * @param flip probability of mirroring left and right
 * @param mirrored for each landmark the index of its mirror image; needed for flips, else empty
 * @param brightness greatest brightness change to either side, in byte units
 * @param contrast greatest change of contrast to either side: 0.2 for a gain of 0.8 to 1.2
 * @param colour greatest change of each channel's gain beside the contrast
 */
public record Augmentation(
        double rotationDegrees,
        double scale,
        double shift,
        double flip,
        List<Integer> mirrored,
        double brightness,
        double contrast,
        double colour) {
    /** No change at all. */
    public static final Augmentation NONE = new Augmentation(0, 0, 0, 0, List.of(), 0, 0, 0);

    /** The mirror images of five points: eyes swap, the nose stays, mouth corners swap. */
    public static final List<Integer> FIVE_POINTS = List.of(1, 0, 2, 4, 3);

    public Augmentation {
        mirrored = List.copyOf(mirrored);
        boolean valid = rotationDegrees >= 0
                && rotationDegrees <= 180
                && scale >= 0
                && scale <= 10
                && shift >= 0
                && shift <= 10
                && flip >= 0
                && flip <= 1
                && brightness >= 0
                && brightness <= 255
                && contrast >= 0
                && contrast < 1
                && colour >= 0
                && colour < 1;
        if (!valid) {
            throw new IllegalArgumentException("Expected ranges of at least 0, received rotation " + rotationDegrees
                    + ", scale " + scale + ", shift " + shift + ", flip " + flip + ", brightness " + brightness
                    + ", contrast " + contrast + ", colour " + colour
                    + ". Fix: use 0 for no change; contrast and colour stay below 1, flip up to 1.");
        }
        for (int i = 0; i < mirrored.size(); i++) {
            int image = mirrored.get(i);
            if (image < 0 || image >= mirrored.size() || mirrored.get(image) != i) {
                throw new IllegalArgumentException("Expected mirror images that pair up, received " + mirrored
                        + ". Fix: give each landmark its mirror image, or itself.");
            }
        }
    }

    /** The same without flips, for landmarks whose mirror images are not known. */
    public Augmentation withoutFlip() {
        return new Augmentation(rotationDegrees, scale, shift, 0, List.of(), brightness, contrast, colour);
    }

    /** Whether nothing changes. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** What is drawn under a key. */
    public Draw draw(long key) {
        double gain = 1 + contrast * symmetric(key, 5);
        return new Draw(
                Math.toRadians(rotationDegrees * symmetric(key, 0)),
                Math.exp(Math.log1p(scale) * symmetric(key, 1)),
                2 * shift * symmetric(key, 2),
                2 * shift * symmetric(key, 3),
                CounterRandom.uniform(key, 4) < flip,
                new ColourShift(
                        gain * (1 + colour * symmetric(key, 6)),
                        gain * (1 + colour * symmetric(key, 7)),
                        gain * (1 + colour * symmetric(key, 8)),
                        brightness * symmetric(key, 9)));
    }

    /** One sample's change: angle in radians, factor on the window, shift in network units. */
    public record Draw(double angle, double scale, double shiftU, double shiftV, boolean flip, ColourShift colour) {
        /** The changed window: rotated about its centre in picture space, so that faces keep their proportions. */
        public Frame apply(Frame frame) {
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            double x = frame.x0();
            double y = frame.y0();
            Frame rotation = new Frame(cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y);
            Frame inner = new Frame(flip ? -scale : scale, 0, shiftU, 0, scale, shiftV);
            return rotation.after(frame.after(inner));
        }
    }

    /** Landmarks in the order that a mirrored picture has them. */
    public float[] mirror(float[] points) {
        if (2 * mirrored.size() != points.length) {
            throw new IllegalArgumentException("Expected mirror images for " + points.length / 2
                    + " landmarks, received " + mirrored + ". Fix: name them, or set flip to 0.");
        }
        float[] result = new float[points.length];
        for (int i = 0; i < mirrored.size(); i++) {
            int image = mirrored.get(i);
            result[2 * i] = points[2 * image];
            result[2 * i + 1] = points[2 * image + 1];
        }
        return result;
    }

    private static double symmetric(long key, long index) {
        return 2.0 * CounterRandom.uniform(key, index) - 1;
    }
}
