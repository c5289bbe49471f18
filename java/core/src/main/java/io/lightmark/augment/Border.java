package io.lightmark.augment;

/**
 * Black at the picture's sides, as in photos that were padded or cut. Landmarks stay.
 *
 * @param probability of changing a sample
 * @param share greatest share of the width or height that one side's border takes
 */
public record Border(double probability, double share) {
    /** No change. */
    public static final Border NONE = new Border(0, 0);

    /** Sides of a picture. */
    static final int SIDES = 4;

    public Border {
        Checks.probability("the probability of a border", probability);
        Checks.within("a border's share of the picture", share, 0, 0.5);
    }

    /** Whether it never changes anything. */
    public boolean isNone() {
        return probability == 0 || share == 0;
    }
}
