package io.lightmark.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Lines come every five seconds of a clock that the test turns. */
final class LineProgressTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void linesAreFiveSecondsApartAndTheLastIsAlwaysThere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMAN);
        StringWriter text = new StringWriter();
        AtomicLong clock = new AtomicLong(17);
        try (Progress progress = new LineProgress("level 1", "steps", 0, 40, new PrintWriter(text, true), clock::get)) {
            for (int step = 1; step <= 40; step++) {
                clock.addAndGet(SECOND / 4);
                progress.report(step, "loss 0.5");
            }
            progress.report(40, "again");
        } finally {
            Locale.setDefault(before);
        }
        assertEquals(
                List.of(
                        "level 1: 20/40 steps (50 %), ETA 5 s, loss 0.5",
                        "level 1: 40/40 steps (100 %), took 10 s, loss 0.5"),
                text.toString().lines().toList());
    }

    @Test
    void resumedTaskCountsOnlyItsOwnTime() {
        StringWriter text = new StringWriter();
        AtomicLong clock = new AtomicLong();
        Progress progress = new LineProgress("level 2", "steps", 90, 100, new PrintWriter(text, true), clock::get);
        clock.set(6 * SECOND);
        progress.report(95);
        assertEquals("level 2: 95/100 steps (95 %), ETA 6 s", text.toString().strip());
    }

    @Test
    void emptyTaskIsDoneAtOnce() {
        StringWriter text = new StringWriter();
        Progress progress = new LineProgress("reading", "pictures", 0, 0, new PrintWriter(text, true), () -> 0);
        progress.report(0);
        assertEquals("reading: 0/0 pictures (100 %), took 0 s", text.toString().strip());
    }
}
