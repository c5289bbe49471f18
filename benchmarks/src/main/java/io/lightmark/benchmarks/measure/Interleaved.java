package io.lightmark.benchmarks.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs contenders against each other under a {@link Protocol}, on the calling thread. */
public final class Interleaved {
    /** More runs than this in one block add memory, not knowledge. */
    private static final int LONGEST_BLOCK = 1 << 20;

    private final Protocol protocol;
    private final double[] nanos = new double[LONGEST_BLOCK];

    public Interleaved(Protocol protocol) {
        this.protocol = protocol;
    }

    /** The timing of each contender by name, in their order. Every block has at least one counted run. */
    public Map<String, Timing> time(List<? extends Contender> contenders) {
        contenders.forEach(contender -> spin(contender, protocol.warmupMillis()));
        Map<String, List<double[]>> blocks = new LinkedHashMap<>();
        contenders.forEach(contender -> blocks.put(contender.name(), new ArrayList<>()));
        if (blocks.size() != contenders.size()) {
            throw new IllegalArgumentException("Expected contenders of different names, received "
                    + contenders.stream().map(Contender::name).toList() + ". Fix: name each peer once.");
        }
        for (int b = 0; b < protocol.blocks(); b++) {
            for (Contender contender : contenders) {
                spin(contender, protocol.leadInMillis());
                blocks.computeIfAbsent(contender.name(), name -> new ArrayList<>())
                        .add(block(contender));
            }
        }
        Map<String, Timing> timings = new LinkedHashMap<>();
        blocks.forEach((name, times) -> timings.put(name, Timing.ofNanos(times)));
        return timings;
    }

    private static void spin(Contender contender, int millis) {
        long end = System.nanoTime() + millis * 1_000_000L;
        do {
            contender.run();
        } while (System.nanoTime() - end < 0);
    }

    private double[] block(Contender contender) {
        long end = System.nanoTime() + protocol.blockMillis() * 1_000_000L;
        int count = 0;
        long before = System.nanoTime();
        do {
            contender.run();
            long after = System.nanoTime();
            nanos[count++] = after - before;
            before = after;
        } while (before - end < 0 && count < LONGEST_BLOCK);
        return Arrays.copyOf(nanos, count);
    }
}
