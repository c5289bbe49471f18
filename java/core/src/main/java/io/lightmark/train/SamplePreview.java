package io.lightmark.train;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** What a batch source hands to a network, to look at: pictures after all their changes, and targets. */
public final class SamplePreview implements AutoCloseable {
    private final Plan plan;
    private final BatchSource.Filler filler;
    private final Value seen;
    private final int batch;
    private float[] pixels = {};
    private float[] targets = {};

    private SamplePreview(Plan plan, BatchSource source, int batch) {
        this.plan = plan;
        this.filler = source.bind(plan, batch);
        this.batch = batch;
        List<Value> outputs = plan.program().values(Value.Role.OUTPUT);
        this.seen = outputs.get(outputs.size() - 1);
    }

    /**
     * Makes a plan that prepares pictures and does nothing else.
     *
     * @param image shape of one network input [1,h,w,3]
     * @param targets numbers per sample that a network is to predict
     * @param batch pictures at a time
     */
    public static SamplePreview open(Backend backend, BatchSource source, Shape image, int targets, int batch) {
        Program program = source.input(batch).program(image.withN(batch), targets);
        Plan plan = backend.plan(program);
        try {
            return new SamplePreview(plan, source, batch);
        } catch (RuntimeException | Error e) {
            plan.close();
            throw e;
        }
    }

    /**
     * Prepares a batch as a training step does.
     *
     * @param samples index of each slot's sample
     * @param keys random key of each slot
     */
    public void prepare(int[] samples, long[] keys) {
        if (samples.length != batch || keys.length != batch) {
            throw new IllegalArgumentException("Expected " + batch + " samples and keys, received " + samples.length
                    + " and " + keys.length + ". Fix: fill the batch, or open a preview of another.");
        }
        filler.fill(samples, keys);
        plan.run();
        pixels = new float[seen.shape().length()];
        plan.read(seen, pixels);
        Value target = plan.program().value("target");
        targets = new float[target.shape().length()];
        plan.buffer(target).asFloatBuffer().get(targets);
    }

    /** The values that the network would see in a slot [h,w,3], blue, green, red. */
    public float[] pixels(int slot) {
        return slice(pixels, slot);
    }

    /** The landmarks x₁, y₁, x₂, … that it would have to predict, −1 to 1 from edge to edge of its input. */
    public float[] target(int slot) {
        return slice(targets, slot);
    }

    private float[] slice(float[] all, int slot) {
        int length = all.length / batch;
        return Arrays.copyOfRange(all, slot * length, (slot + 1) * length);
    }

    @Override
    public void close() {
        plan.close();
    }
}
