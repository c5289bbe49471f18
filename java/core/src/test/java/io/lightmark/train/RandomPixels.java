package io.lightmark.train;

import io.lightmark.backend.Plan;
import io.lightmark.graph.PictureInput;
import io.lightmark.op.CounterRandom;
import io.lightmark.tensor.Shape;
import java.nio.FloatBuffer;

/** Samples of random numbers: sample i always has the same pixels and the same target, whatever its key. */
record RandomPixels(int size, Shape image, int outputs) implements BatchSource {
    /** The pixels of a sample. */
    float[] pixels(int sample) {
        return numbers(sample, image.length(), 1);
    }

    /** The target of a sample. */
    float[] target(int sample) {
        return numbers(sample, outputs, 2);
    }

    private static float[] numbers(int sample, int length, int stream) {
        float[] numbers = new float[length];
        long key = CounterRandom.key(3, sample, stream);
        for (int i = 0; i < length; i++) {
            numbers[i] = 2 * CounterRandom.uniform(key, i) - 1;
        }
        return numbers;
    }

    @Override
    public PictureInput input(int batch) {
        return PictureInput.PIXELS;
    }

    @Override
    public Filler bind(Plan plan, int batch) {
        FloatBuffer input = plan.buffer(plan.program().value("input")).asFloatBuffer();
        FloatBuffer target = plan.buffer(plan.program().value("target")).asFloatBuffer();
        return (samples, keys) -> {
            for (int slot = 0; slot < batch; slot++) {
                input.put(slot * image.length(), pixels(samples[slot]));
                target.put(slot * outputs, target(samples[slot]));
            }
        };
    }

    @Override
    public String fingerprint() {
        return "random " + size;
    }
}
