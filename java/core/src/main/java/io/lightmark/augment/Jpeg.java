package io.lightmark.augment;

import io.lightmark.op.JpegCompression;
import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;
import java.nio.FloatBuffer;

/**
 * What JPEG compression loses, at the size of the network's input.
 *
 * @param probability of changing a sample
 * @param quality from 1 to 100 as the Independent JPEG Group counts it; drawn in whole numbers
 */
public record Jpeg(double probability, Range quality) implements Distortion {
    /** No change. */
    public static final Jpeg NONE = new Jpeg(0, new Range(100, 100));

    private static final long STREAM = 0x6a706567L;

    public Jpeg {
        Checks.probability("the probability of JPEG compression", probability);
        Checks.within("a JPEG quality", quality, 1, 100);
    }

    @Override
    public boolean isNone() {
        return probability == 0;
    }

    @Override
    public String name() {
        return "jpeg";
    }

    @Override
    public Op op(Shape images) {
        return new JpegCompression(images);
    }

    @Override
    public Writer bind(DistortionInputs inputs) {
        FloatBuffer steps = inputs.floats(this, "steps");
        FloatBuffer levels = inputs.floats(this, "levels");
        return (slot, key) -> {
            Draws draws = new Draws(key, STREAM);
            if (draws.chance(probability)) {
                steps.put(JpegCompression.STEPS * slot, QuantizationSteps.of((int) Math.rint(draws.in(quality))));
            } else {
                steps.put(JpegCompression.STEPS * slot, 0);
            }
            levels.put(2 * slot, inputs.normalization().gain());
            levels.put(2 * slot + 1, inputs.normalization().bias());
        };
    }
}
