package io.lightmark.augment;

/**
 * Rotation, size and place, and mirror images. Landmarks go through the exact inverse of the map that pixels go through.
 *
 * @param probability of turning, scaling and shifting a sample; mirroring has its own
 * @param rotationDegrees greatest rotation to either side
 * @param scale greatest change of size to either side: 0.25 cuts out from 1/1.25 to 1.25 of the window
 * @param shift greatest shift to either side, in shares of the window's side
 * @param flip probability of mirroring left and right
 */
public record Geometry(double probability, double rotationDegrees, double scale, double shift, double flip) {
    /** No change. */
    public static final Geometry NONE = new Geometry(0, 0, 0, 0, 0);

    public Geometry {
        Checks.probability("the probability of a change of place", probability);
        Checks.within("a rotation in degrees", rotationDegrees, 0, 180);
        Checks.within("a change of size", scale, 0, 10);
        Checks.within("a shift in shares of the side", shift, 0, 10);
        Checks.probability("the probability of a flip", flip);
    }

    /** The same without mirroring. */
    public Geometry withoutFlip() {
        return new Geometry(probability, rotationDegrees, scale, shift, 0);
    }

    /** Whether nothing changes. */
    public boolean isNone() {
        return flip == 0 && (probability == 0 || (rotationDegrees == 0 && scale == 0 && shift == 0));
    }
}
