package io.lightmark.vision.draw;

import org.bytedeco.opencv.opencv_core.Scalar;

/** Whose landmarks a mark shows: decides its colour and size, and its word in the legend. */
public enum Ink {
    /** What people annotated. Drawn first and largest, so that marks on top of it leave a rim. */
    TRUTH("truth", 0x2ecc40, 1.45),
    /** The first level's prediction. */
    LEVEL1("level 1", 0xff3b30, 1.15),
    /** The last level's prediction. */
    LEVEL2("level 2", 0x2f80ff, 0.85),
    /** Annotated points of the face's left half in an upright picture. */
    LEFT("left half", 0xff9500, 1),
    /** Annotated points of the right half. */
    RIGHT("right half", 0x32ade6, 1);

    private final String word;
    private final int rgb;
    private final double size;

    Ink(String word, int rgb, double size) {
        this.word = word;
        this.rgb = rgb;
        this.size = size;
    }

    /** The word in the legend. */
    public String word() {
        return word;
    }

    /** The colour as {@code 0xRRGGBB}. */
    public int rgb() {
        return rgb;
    }

    double size() {
        return size;
    }

    Scalar scalar() {
        return new Scalar(rgb & 0xff, rgb >> 8 & 0xff, rgb >> 16, 0);
    }
}
