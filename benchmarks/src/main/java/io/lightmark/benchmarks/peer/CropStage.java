package io.lightmark.benchmarks.peer;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.cascade.CascadeLevel;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import io.lightmark.op.CropResize;
import io.lightmark.op.Operand;
import io.lightmark.op.Pass;
import io.lightmark.picture.PictureFeed;
import io.lightmark.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** The first operation of one of our levels as a plan of its own: crop, resize and normalise pictures for a peer. */
final class CropStage implements AutoCloseable {
    private final Plan plan;
    private final PictureFeed feed;

    private CropStage(Plan plan, PictureFeed feed) {
        this.plan = plan;
        this.feed = feed;
    }

    /** Plans the crop of a level for pictures of so many bytes in all. */
    static CropStage open(Backend backend, CascadeLevel level, int batch, int sourceBytes) {
        Shape shape = level.network().input().withN(batch);
        CropResize op = new CropResize(
                shape,
                sourceBytes,
                level.preprocessing().samples(),
                level.preprocessing().border());
        Program.Builder builder = new Program.Builder();
        Map<String, Value> values = new HashMap<>();
        for (Operand operand : op.operands(Pass.FORWARD)) {
            Value.Role role = operand.isWritten() ? Value.Role.OUTPUT : Value.Role.INPUT;
            values.put(operand.name(), builder.value(operand.name(), operand.shape(), operand.dtype(), role));
        }
        builder.step("input", op, Pass.FORWARD, values);
        Plan plan = backend.plan(builder.build());
        return new CropStage(
                plan, new PictureFeed(plan, shape, level.preprocessing().normalization()));
    }

    PictureFeed feed() {
        return feed;
    }

    /** The pixels of the last run, [n,h,w,3], live. */
    FloatBuffer pixels() {
        return plan.buffer(plan.program().value("y")).asFloatBuffer();
    }

    void run() {
        plan.run();
    }

    @Override
    public void close() {
        plan.close();
    }
}
