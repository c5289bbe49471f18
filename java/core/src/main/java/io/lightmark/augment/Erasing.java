package io.lightmark.augment;

/**
 * Rectangles painted over a picture, with one colour or with noise, as if something were in front of the face. Landmarks
 * stay. Source: Zhong et al., "Random erasing data augmentation", AAAI 2020.
 *
 * @param probability of changing a sample
 * @param count greatest number of rectangles; at least one is painted
 * @param area of each rectangle as a share of the picture's
 * @param noise share of the rectangles that are noise
 */
public record Erasing(double probability, int count, Range area, double noise) {
    /** No change. */
    public static final Erasing NONE = new Erasing(0, 0, Range.ZERO, 0);

    private static final int MOST = 16;

    public Erasing {
        Checks.probability("the probability of erasing", probability);
        Checks.within("the number of erased rectangles", count, 0, MOST);
        Checks.within("the area of an erased rectangle", area, 0, 1);
        Checks.probability("the share of noise", noise);
    }

    /** Whether it never changes anything. */
    public boolean isNone() {
        return probability == 0 || count == 0 || area.high() == 0;
    }
}
