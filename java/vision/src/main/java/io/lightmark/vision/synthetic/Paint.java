package io.lightmark.vision.synthetic;

/** The colour of a filled area, place by place. Colours are blue, green, red from 0 to 1. */
@FunctionalInterface
interface Paint {
    /** Puts the colour at a place into {@code bgr} and returns its opacity from 0 to 1. */
    double at(double x, double y, float[] bgr);

    /** One colour everywhere. */
    static Paint plain(float... colour) {
        return (x, y, bgr) -> {
            System.arraycopy(colour, 0, bgr, 0, 3);
            return 1;
        };
    }
}
