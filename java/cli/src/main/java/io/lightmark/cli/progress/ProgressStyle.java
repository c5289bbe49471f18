package io.lightmark.cli.progress;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** How progress is shown. */
public enum ProgressStyle {
    /** A bar on a terminal, lines elsewhere. */
    AUTO {
        @Override
        public Progress open(String task, String unit, long start, long total, PrintWriter err) {
            return (isTerminal() ? BAR : LINES).open(task, unit, start, total, err);
        }
    },
    /** A bar that is redrawn in place, with ETA. */
    BAR {
        @Override
        public Progress open(String task, String unit, long start, long total, PrintWriter err) {
            return new BarProgress(task, start, total);
        }
    },
    /** A line every five seconds. */
    LINES {
        @Override
        public Progress open(String task, String unit, long start, long total, PrintWriter err) {
            return new LineProgress(task, unit, start, total, err, System::nanoTime);
        }
    },
    /** Nothing. */
    NONE {
        @Override
        public Progress open(String task, String unit, long start, long total, PrintWriter err) {
            return Progress.SILENT;
        }
    };

    /**
     * Starts the display of a task.
     *
     * @param task what is being done, in a few words
     * @param unit what is counted, in the plural
     * @param start units that were done before, by an earlier run
     * @param total units of the whole task
     * @param err where lines go; a bar goes to the terminal itself
     */
    public abstract Progress open(String task, String unit, long start, long total, PrintWriter err);

    /** Whether the standard error is known to be a terminal that can redraw a line; Linux tells, others get lines. */
    static boolean isTerminal() {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        Path descriptor = Path.of("/proc/self/fd/2");
        try {
            return Files.isSymbolicLink(descriptor)
                    && Files.readSymbolicLink(descriptor).toString().matches("/dev/(pts/|tty).*");
        } catch (IOException e) {
            return false;
        }
    }
}
