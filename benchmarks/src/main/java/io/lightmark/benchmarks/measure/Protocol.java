package io.lightmark.benchmarks.measure;

import java.util.Locale;

/**
 * How contenders are timed. First every contender warms up; then they take turns in blocks, so that a change of clock
 * speed or a neighbour on the machine meets all of them alike. A block begins with runs that are not counted: caches
 * fill again, and threads that the contender before left spinning go to sleep.
 *
 * @param warmupMillis runs before anything is counted, per contender
 * @param leadInMillis uncounted runs at the start of a block
 * @param blockMillis counted runs of a block
 * @param blocks number of blocks per contender
 */
public record Protocol(int warmupMillis, int leadInMillis, int blockMillis, int blocks) {
    /** Ten blocks of a quarter of a second after two seconds of warm-up. */
    public static final Protocol DEFAULT = new Protocol(2000, 50, 250, 10);

    /** Seconds instead of half a minute: for a look, not for a record. */
    public static final Protocol QUICK = new Protocol(300, 20, 100, 5);

    public Protocol {
        if (warmupMillis < 0 || leadInMillis < 0 || blockMillis < 0 || blocks < 1) {
            throw new IllegalArgumentException("Expected durations of at least 0 ms and at least one block, received "
                    + warmupMillis + ", " + leadInMillis + ", " + blockMillis + " ms and " + blocks
                    + " blocks. Fix: use positive numbers.");
        }
    }

    /** For runs of a tenth of a second and more: the same with four times as long blocks. */
    public Protocol forLongRuns() {
        return new Protocol(warmupMillis, leadInMillis, 4 * blockMillis, blocks);
    }

    /** The protocol in words, for tables and files. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%d ms warm-up per contender, then %d interleaved blocks of %d ms each after %d ms uncounted; "
                        + "System.nanoTime around every run; each figure is the median over blocks",
                warmupMillis,
                blocks,
                blockMillis,
                leadInMillis);
    }
}
