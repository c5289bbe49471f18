package io.lightmark.cli.progress;

/** One task under way. Reports come from one thread, in order; closing ends the display, also of a task that failed. */
public interface Progress extends AutoCloseable {
    /** Shows nothing. */
    Progress SILENT = (done, details) -> {};

    /**
     * Reports progress.
     *
     * @param done units done since the task's very beginning, at most its total
     * @param details a few words each beside the figures, such as the loss, the most important first; narrow displays
     *     leave out the last
     */
    void report(long done, String... details);

    @Override
    default void close() {}
}
