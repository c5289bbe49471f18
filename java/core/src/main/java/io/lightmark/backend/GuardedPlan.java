package io.lightmark.backend;

/**
 * A plan that can tell whether its kernels stay inside their arrays and write all that they should. For checks; the
 * methods cost a pass over the plan's memory.
 */
public interface GuardedPlan extends Plan {
    /** Fills all transient values with NaN, so that a result that a later run does not write shows. */
    void poison();

    /**
     * Throws an {@link IllegalStateException} that names the place if any byte that no value covers was changed since
     * the plan was made.
     */
    void checkGuards();
}
