package io.lightmark.cli.progress;

/** One task under way. Reports come from one thread, in order; closing ends the display, also of a task that failed. */
public interface Progress extends AutoCloseable {
    /** Shows nothing. */
    Progress SILENT = (done, detail) -> {};

    /**
     * Reports progress.
     *
     * @param done units done since the task's very beginning, at most its total
     * @param detail a few words beside the figures, such as the loss; may be empty
     */
    void report(long done, String detail);

    @Override
    default void close() {}
}
