package io.lightmark.augment;

/**
 * Brightness, contrast and the balance of the channels.
 *
 * @param probability of changing a sample
 * @param brightness greatest brightness change to either side, in byte units
 * @param contrast greatest change of contrast to either side: 0.2 for a gain of 0.8 to 1.2
 * @param colour greatest change of each channel's gain beside the contrast
 */
public record ColourJitter(double probability, double brightness, double contrast, double colour) {
    /** No change. */
    public static final ColourJitter NONE = new ColourJitter(0, 0, 0, 0);

    public ColourJitter {
        Checks.probability("the probability of a change of colours", probability);
        Checks.within("a change of brightness", brightness, 0, 255);
        Checks.within("a change of contrast", contrast, 0, 0.99);
        Checks.within("a change of colours", colour, 0, 0.99);
    }
}
