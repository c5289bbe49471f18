package io.lightmark.augment;

import io.lightmark.op.ColourMatrix;
import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;
import java.nio.FloatBuffer;

/**
 * Mixes a picture with its luma, 0.114 blue + 0.587 green + 0.299 red (ITU-R BT.601).
 *
 * @param probability of changing a sample
 * @param share of the luma in the mixture; 1 leaves no colour
 */
public record Greyscale(double probability, Range share) implements Distortion {
    /** No change. */
    public static final Greyscale NONE = new Greyscale(0, Range.ZERO);

    private static final long STREAM = 0x67726579L;
    private static final double[] LUMA = {0.114, 0.587, 0.299};

    public Greyscale {
        Checks.probability("the probability of grey", probability);
        Checks.within("the share of grey", share, 0, 1);
    }

    @Override
    public boolean isNone() {
        return probability == 0 || share.high() == 0;
    }

    @Override
    public String name() {
        return "greyscale";
    }

    @Override
    public Op op(Shape images) {
        return new ColourMatrix(images);
    }

    /** The rows of the matrix add up to 1, so it does the same to normalised values as to bytes. */
    @Override
    public Writer bind(DistortionInputs inputs) {
        FloatBuffer matrix = inputs.floats(this, "matrix");
        return (slot, key) -> {
            Draws draws = new Draws(key, STREAM);
            double grey = draws.chance(probability) ? draws.in(share) : 0;
            for (int c = 0; c < 3; c++) {
                for (int k = 0; k < 3; k++) {
                    double weight = grey * LUMA[k] + (c == k ? 1 - grey : 0);
                    matrix.put(ColourMatrix.NUMBERS * slot + 4 * c + k, (float) weight);
                }
                matrix.put(ColourMatrix.NUMBERS * slot + 4 * c + 3, 0);
            }
        };
    }
}
