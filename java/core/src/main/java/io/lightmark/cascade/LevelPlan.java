package io.lightmark.cascade;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.graph.InferenceLowering;
import io.lightmark.picture.PictureFeed;
import java.nio.FloatBuffer;

/** One level made ready on a device for a batch size and a size of its source block. */
final class LevelPlan implements AutoCloseable {
    private final Plan plan;
    private final PictureFeed feed;
    private final FloatBuffer outputs;
    private final int outputsPerPicture;

    private LevelPlan(Plan plan, CascadeLevel level, int batch) {
        this.plan = plan;
        this.feed = new PictureFeed(
                plan,
                level.network().input().withN(batch),
                level.preprocessing().normalization());
        this.outputs = plan.buffer(plan.program().value("prediction")).asFloatBuffer();
        this.outputsPerPicture = level.network().output().c();
    }

    static LevelPlan open(Backend backend, CascadeLevel level, int batch, long sourceBytes) {
        InferenceLowering lowering = InferenceLowering.lower(
                level.network(), level.weights(), batch, level.preprocessing().input(sourceBytes));
        Plan plan = backend.plan(lowering.program());
        try {
            lowering.weights()
                    .forEach((name, tensor) -> plan.write(plan.program().value(name), tensor.data()));
            return new LevelPlan(plan, level, batch);
        } catch (RuntimeException | Error e) {
            plan.close();
            throw e;
        }
    }

    PictureFeed feed() {
        return feed;
    }

    void run() {
        plan.run();
    }

    /** A slot's outputs as a fresh array. */
    float[] output(int slot) {
        float[] result = new float[outputsPerPicture];
        outputs.get(slot * outputsPerPicture, result);
        return result;
    }

    @Override
    public void close() {
        plan.close();
    }
}
