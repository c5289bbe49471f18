package io.lightmark.backend;

import io.lightmark.graph.PlanReport;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import java.nio.ByteBuffer;

/**
 * A program made ready on one device: run it any number of times; nothing is allocated, looked up or checked per run.
 *
 * <p>A plan owns native or device memory: close it. Closing twice is harmless; any other use after close is an {@link
 * IllegalStateException}. One thread at a time.
 */
public interface Plan extends AutoCloseable {
    Program program();

    /** What this plan costs. */
    PlanReport report();

    /**
     * The live host buffer of an input or output value, direct and in native byte order: write inputs before {@link
     * #run()}, resident ones before {@link #upload}, read outputs after. The buffer stays safe to touch after close, though it no longer reaches the plan.
     */
    ByteBuffer buffer(Value value);

    /** Hands the contents of a resident input's buffer over to the device; until then runs may see its former ones. */
    void upload(Value value);

    /** Sets a float32 input, weight or state. The length must be that of the value. */
    void write(Value value, float[] data);

    /** Reads a float32 output, weight or state into {@code data}, whose length must be that of the value. */
    void read(Value value, float[] data);

    /** Runs all steps and returns when the outputs are in their buffers. */
    void run();

    @Override
    void close();
}
