package io.lightmark.cli.progress;

import io.lightmark.cli.output.Figures;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Progress as lines for logs: at most one every five seconds, and always the last. */
final class LineProgress implements Progress {
    private static final long INTERVAL_NANOS = 5_000_000_000L;

    private final String task;
    private final String unit;
    private final long start;
    private final long total;
    private final PrintWriter out;
    private final LongSupplier nanos;
    private final long began;
    private long printed;
    private long last = -1;

    LineProgress(String task, String unit, long start, long total, PrintWriter out, LongSupplier nanos) {
        this.task = task;
        this.unit = unit;
        this.start = start;
        this.total = total;
        this.out = out;
        this.nanos = nanos;
        this.began = nanos.getAsLong();
        this.printed = began;
    }

    @Override
    public void report(long done, String... details) {
        long now = nanos.getAsLong();
        boolean finished = done >= total && last < total;
        last = done;
        if (!finished && now - printed < INTERVAL_NANOS) {
            return;
        }
        printed = now;
        double elapsed = (now - began) * 1e-9;
        String time = finished
                ? "took " + Figures.duration(elapsed)
                : "ETA " + Figures.duration(elapsed * (total - done) / Math.max(1, done - start));
        out.println(String.format(
                Locale.ROOT,
                "%s: %d/%d %s (%d %%), %s%s",
                task,
                done,
                total,
                unit,
                total == 0 ? 100 : 100 * done / total,
                time,
                details.length == 0 ? "" : ", " + String.join(", ", details)));
        out.flush();
    }
}
