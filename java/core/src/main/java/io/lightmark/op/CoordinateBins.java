package io.lightmark.op;

import io.lightmark.tensor.Shape;

/**
 * The classes that coordinates are sorted into: bins of equal width that together cover [−reach, reach]. Source: Li et
 * al., "SimCC", arXiv:2107.03332, section 3.2.
 *
 * <p>A row of logits belongs to one coordinate; [n,points,1,2·count] holds the rows of x and y of each landmark.
 *
 * @param count bins of a coordinate, at least 2
 * @param reach greatest coordinate that can be told, in the units of the coordinates
 */
public record CoordinateBins(int count, float reach) {
    public CoordinateBins {
        Require.that(count >= 2, "at least two bins", count, "use about one bin per pixel of the picture.");
        Require.that(
                reach > 0 && Float.isFinite(reach),
                "a positive, finite reach",
                reach,
                "use 1 for the picture itself, a little more for landmarks outside of it.");
    }

    /** The bins of logits of the given shape. */
    public static CoordinateBins of(Shape logits, float reach) {
        Require.nhwc(logits);
        Require.that(
                logits.w() == 1 && logits.c() % 2 == 0,
                "logits [n,points,1,2·bins]",
                logits,
                "flatten the channels of a map, then use a 1x1 convolution to 2 · bins channels.");
        return new CoordinateBins(logits.c() / 2, reach);
    }

    /** Width of a bin. */
    public double width() {
        return 2.0 * reach / count;
    }

    /** Centre of a bin in widths of a bin from coordinate 0. */
    public double offset(int bin) {
        return bin - (count - 1) / 2.0;
    }

    /** Centre of a bin: −reach + (bin + ½) · width. */
    public double centre(int bin) {
        return offset(bin) * width();
    }

    /** A coordinate in widths of a bin from 0, moved to the first or last centre if it lies beyond; NaN stays. */
    public double place(double coordinate) {
        double last = offset(count - 1);
        return Math.max(-last, Math.min(last, coordinate / width()));
    }
}
