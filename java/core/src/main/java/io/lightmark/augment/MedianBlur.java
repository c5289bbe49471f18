package io.lightmark.augment;

import io.lightmark.op.MedianFilter;
import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;
import java.nio.IntBuffer;

/**
 * Medians of small windows, which take away fine structure and leave edges.
 *
 * @param probability of changing a sample
 * @param radius greatest radius in pixels of the input: 1 for windows of 3×3, 2 for these or 5×5; 0 for no change
 */
public record MedianBlur(double probability, int radius) implements Distortion {
    /** No change. */
    public static final MedianBlur NONE = new MedianBlur(0, 0);

    private static final long STREAM = 0x6d656469616eL;

    public MedianBlur {
        Checks.probability("the probability of a median", probability);
        Checks.within("a median's radius", radius, 0, MedianFilter.MAX_RADIUS);
    }

    @Override
    public boolean isNone() {
        return probability == 0 || radius == 0;
    }

    @Override
    public String name() {
        return "median";
    }

    @Override
    public Op op(Shape images) {
        return new MedianFilter(images);
    }

    @Override
    public Writer bind(DistortionInputs inputs) {
        IntBuffer radii = inputs.integers(this, "radius");
        return (slot, key) -> {
            Draws draws = new Draws(key, STREAM);
            radii.put(slot, draws.chance(probability) ? 1 + draws.below(radius) : 0);
        };
    }
}
