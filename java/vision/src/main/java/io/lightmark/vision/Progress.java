package io.lightmark.vision;

/** Is told how far a long piece of work is. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = (done, total) -> {};

    /**
     * Called after every item, on the thread that asked for the work.
     *
     * @param done items finished
     * @param total items in all
     */
    void update(long done, long total);
}
