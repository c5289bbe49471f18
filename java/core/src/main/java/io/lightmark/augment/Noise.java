package io.lightmark.augment;

import io.lightmark.op.GaussianNoise;
import io.lightmark.op.Op;
import io.lightmark.tensor.Shape;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * Gaussian noise, drawn for each pixel and channel alone.
 *
 * @param probability of changing a sample
 * @param deviation its standard deviation in byte units
 */
public record Noise(double probability, Range deviation) implements Distortion {
    /** No change. */
    public static final Noise NONE = new Noise(0, Range.ZERO);

    private static final long STREAM = 0x6e6f697365L;

    public Noise {
        Checks.probability("the probability of noise", probability);
        Checks.within("the deviation of noise in byte units", deviation, 0, 255);
    }

    @Override
    public boolean isNone() {
        return probability == 0 || deviation.high() == 0;
    }

    @Override
    public String name() {
        return "noise";
    }

    @Override
    public Op op(Shape images) {
        return new GaussianNoise(images);
    }

    @Override
    public Writer bind(DistortionInputs inputs) {
        FloatBuffer deviations = inputs.floats(this, "deviation");
        IntBuffer keys = inputs.integers(this, "key");
        return (slot, key) -> {
            Draws draws = new Draws(key, STREAM);
            double bytes = draws.chance(probability) ? draws.in(deviation) : 0;
            deviations.put(slot, (float) (bytes * inputs.normalization().gain()));
            DistortionInputs.putKey(keys, slot, draws.key());
        };
    }
}
