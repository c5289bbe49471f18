package io.lightmark.backend;

import io.lightmark.graph.Program;
import java.util.Map;

/**
 * A device that can run programs. All backends meet the same contract: the same program and the same inputs give the
 * same outputs up to rounding, and a run repeated gives the same bits.
 *
 * <p>A backend owns threads or a device context; close it after its plans. It may be shared between threads; a plan may
 * not be run by two threads at once.
 */
public interface Backend extends AutoCloseable {
    /** Short name as on the command line: {@code cpu}, {@code reference}, {@code cuda:0}. */
    String name();

    /** One line for people: what the device is and how it is used. */
    String describe();

    /**
     * What results may depend on beside the program, for reports: {@code driver} and {@code images} of a GPU, {@code simd}
     * of a processor. Names are stable; backends have different ones.
     */
    default Map<String, String> properties() {
        return Map.of();
    }

    /**
     * Chooses kernels, lays out memory and reserves it. Everything that can fail for a reason of the program's fails
     * here, not in {@link Plan#run()}. Weights and inputs start as zeros.
     */
    Plan plan(Program program);

    /** Releases the device; harmless when repeated. Plans still open make it an {@link IllegalStateException}. */
    @Override
    void close();
}
