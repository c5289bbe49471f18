package io.lightmark.vision.synthetic;

/** Colours as blue, green, red from 0 to 1. */
final class Colour {
    /** Skin from light to dark, as {@code 0xRRGGBB}. */
    static final Integer[] SKIN = {
        0xf6d9c6, 0xf0c8ae, 0xe8b999, 0xdba585, 0xcf9671, 0xb97f5b, 0xa06a48, 0x85563a, 0x6b442f, 0x523426
    };

    static final Integer[] HAIR = {
        0x15110f, 0x221a16, 0x33241b, 0x4a3222, 0x65462e, 0x8a6642, 0xb79261, 0xd8bd8a, 0x9c4a2a, 0x8d8a88, 0xc9c6c2
    };

    static final Integer[] IRIS = {0x2e1c12, 0x4a2e1a, 0x5d4423, 0x5f6b3a, 0x4f6f7c, 0x6d93ad};

    private Colour() {}

    static float[] rgb(int rgb) {
        return new float[] {(rgb & 0xff) / 255f, (rgb >> 8 & 0xff) / 255f, (rgb >> 16) / 255f};
    }

    /** The colour made lighter (above 1) or darker. */
    static float[] times(float[] colour, double factor) {
        return new float[] {(float) (colour[0] * factor), (float) (colour[1] * factor), (float) (colour[2] * factor)};
    }

    static float[] mix(float[] a, float[] b, double share) {
        float[] mixed = new float[3];
        for (int i = 0; i < 3; i++) {
            mixed[i] = (float) (a[i] + (b[i] - a[i]) * share);
        }
        return mixed;
    }

    static float[] any(Dice dice) {
        double grey = dice.between(0.05, 0.95);
        double strength = dice.between(0, 0.5);
        float[] colour = new float[3];
        for (int i = 0; i < 3; i++) {
            colour[i] = (float) Math.max(0, Math.min(1, grey + strength * dice.between(-1, 1)));
        }
        return colour;
    }
}
