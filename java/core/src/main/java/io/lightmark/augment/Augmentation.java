package io.lightmark.augment;

import io.lightmark.op.CounterRandom;
import io.lightmark.picture.ColourShift;
import io.lightmark.picture.Frame;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A recipe of random changes of training pictures. Geometry and colour jitter are one affine map and one gain and offset
 * per channel, which the device applies while it cuts a picture out; the other parts are operations behind that, in the
 * order of the components. What is drawn depends on a key alone, see {@link CounterRandom}, and each part draws under a
 * key of its own, so that a part does not change what another draws.
 *
 * @param geometry rotation, scale, shift and flip
 * @param colour brightness, contrast and colour balance
 * @param blur out of focus, or moved
 * @param median fine structure taken away
 * @param greyscale colours taken away
 * @param noise of a camera's sensor
 * @param jpeg what compression loses
 * @param erasing rectangles painted over
 * @param border black at the sides
 */
public record Augmentation(
        Geometry geometry,
        ColourJitter colour,
        Blur blur,
        MedianBlur median,
        Greyscale greyscale,
        Noise noise,
        Jpeg jpeg,
        Erasing erasing,
        Border border) {
    /** No change at all. */
    public static final Augmentation NONE = new Augmentation(
            Geometry.NONE,
            ColourJitter.NONE,
            Blur.NONE,
            MedianBlur.NONE,
            Greyscale.NONE,
            Noise.NONE,
            Jpeg.NONE,
            Erasing.NONE,
            Border.NONE);

    /** Moderate changes of place and colour, for five points. */
    public static final Augmentation MODERATE =
            NONE.withGeometry(new Geometry(1, 20, 0.15, 0.08, 0.5)).withColour(new ColourJitter(1, 20, 0.25, 0.1));

    /**
     * For dense landmarks from few photos. The kinds of change and their probabilities follow the recipe of the best
     * public solution to the challenge of 68 points in 15 MB (github.com/B05901022/CV2022Final_Face_Landmark_Detection),
     * its amounts turned from its input of 384 pixels into shares of the side; erasing after github.com/EonianCoda/
     * 2d_face_alignment.
     */
    public static final Augmentation STRONG = new Augmentation(
            new Geometry(0.9, 35, 0.25, 0.1, 0.5),
            new ColourJitter(0.8, 40, 0.4, 0.15),
            new Blur(0.1, new Range(0.003, 0.012), 0.1, new Range(0.015, 0.05)),
            new MedianBlur(0.05, 1),
            new Greyscale(0.1, new Range(0.5, 1)),
            new Noise(0.1, new Range(2, 12)),
            new Jpeg(0.08, new Range(40, 90)),
            new Erasing(0.25, 3, new Range(0.01, 0.08), 0.5),
            new Border(0.1, 0.25));

    /** The recipe of a name: {@code none}, {@code moderate} or {@code strong}. */
    public static Augmentation ofName(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "none" -> NONE;
            case "moderate" -> MODERATE;
            case "strong" -> STRONG;
            default ->
                throw new IllegalArgumentException("Expected the recipe 'none', 'moderate' or 'strong', received '"
                        + name + "'. Fix: use one of these.");
        };
    }

    public Augmentation withGeometry(Geometry newGeometry) {
        return new Augmentation(newGeometry, colour, blur, median, greyscale, noise, jpeg, erasing, border);
    }

    public Augmentation withColour(ColourJitter newColour) {
        return new Augmentation(geometry, newColour, blur, median, greyscale, noise, jpeg, erasing, border);
    }

    public Augmentation withBlur(Blur newBlur) {
        return new Augmentation(geometry, colour, newBlur, median, greyscale, noise, jpeg, erasing, border);
    }

    public Augmentation withMedian(MedianBlur newMedian) {
        return new Augmentation(geometry, colour, blur, newMedian, greyscale, noise, jpeg, erasing, border);
    }

    public Augmentation withGreyscale(Greyscale newGreyscale) {
        return new Augmentation(geometry, colour, blur, median, newGreyscale, noise, jpeg, erasing, border);
    }

    public Augmentation withNoise(Noise newNoise) {
        return new Augmentation(geometry, colour, blur, median, greyscale, newNoise, jpeg, erasing, border);
    }

    public Augmentation withJpeg(Jpeg newJpeg) {
        return new Augmentation(geometry, colour, blur, median, greyscale, noise, newJpeg, erasing, border);
    }

    public Augmentation withErasing(Erasing newErasing) {
        return new Augmentation(geometry, colour, blur, median, greyscale, noise, jpeg, newErasing, border);
    }

    public Augmentation withBorder(Border newBorder) {
        return new Augmentation(geometry, colour, blur, median, greyscale, noise, jpeg, erasing, newBorder);
    }

    /** The same without flips, for landmarks whose mirror images are not known. */
    public Augmentation withoutFlip() {
        return withGeometry(geometry.withoutFlip());
    }

    /** The operations behind the crop that this recipe needs, in order. */
    public List<Distortion> distortions() {
        return Stream.<Distortion>of(blur, median, greyscale, noise, jpeg, new Covering(erasing, border))
                .filter(part -> !part.isNone())
                .toList();
    }

    /** What is drawn under a key for geometry and colour. */
    public Draw draw(long key) {
        double moved = CounterRandom.uniform(key, 10) < geometry.probability() ? 1 : 0;
        double coloured = CounterRandom.uniform(key, 11) < colour.probability() ? 1 : 0;
        double gain = 1 + coloured * colour.contrast() * symmetric(key, 5);
        double balance = coloured * colour.colour();
        return new Draw(
                moved * Math.toRadians(geometry.rotationDegrees() * symmetric(key, 0)),
                Math.exp(moved * Math.log1p(geometry.scale()) * symmetric(key, 1)),
                moved * 2 * geometry.shift() * symmetric(key, 2),
                moved * 2 * geometry.shift() * symmetric(key, 3),
                CounterRandom.uniform(key, 4) < geometry.flip(),
                new ColourShift(
                        gain * (1 + balance * symmetric(key, 6)),
                        gain * (1 + balance * symmetric(key, 7)),
                        gain * (1 + balance * symmetric(key, 8)),
                        coloured * colour.brightness() * symmetric(key, 9)));
    }

    /** One sample's change: angle in radians, factor on the window, shift in network units. */
    public record Draw(double angle, double scale, double shiftU, double shiftV, boolean flip, ColourShift colour) {
        /** The changed window: rotated about its centre in picture space, so that faces keep their proportions. */
        public Frame apply(Frame frame) {
            Frame inner = new Frame(flip ? -scale : scale, 0, shiftU, 0, scale, shiftV);
            return Frame.rotation(frame.x0(), frame.y0(), angle).after(frame.after(inner));
        }
    }

    private static double symmetric(long key, long index) {
        return 2.0 * CounterRandom.uniform(key, index) - 1;
    }
}
