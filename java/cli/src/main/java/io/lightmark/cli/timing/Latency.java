package io.lightmark.cli.timing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long one picture takes.
 *
 * @param key stable name, for JSON
 * @param includes what is timed, for people
 * @param p50Micros median wall time
 * @param p90Micros wall time that nine of ten runs do not exceed
 * @param runs runs that were timed, after warm-up
 */
public record Latency(String key, String includes, double p50Micros, double p90Micros, int runs) {
    /** What the published cascade was timed at: one forward pass of one level on a GTX 1080. */
    public static final double PUBLISHED_MICROS = 6000;

    private static final long WARM_UP_NANOS = 400_000_000L;
    private static final long TIMED_NANOS = 800_000_000L;
    private static final int FEWEST_RUNS = 11;
    private static final int MOST_RUNS = 5000;

    /** Times some work: a warm-up first, then single runs. */
    public static Latency measure(String key, String includes, Runnable work) {
        long began = System.nanoTime();
        do {
            work.run();
        } while (System.nanoTime() - began < WARM_UP_NANOS);
        double[] micros = new double[MOST_RUNS];
        int runs = 0;
        long start = System.nanoTime();
        long now = start;
        while (runs < MOST_RUNS && (runs < FEWEST_RUNS || now - start < TIMED_NANOS)) {
            long before = System.nanoTime();
            work.run();
            now = System.nanoTime();
            micros[runs++] = (now - before) * 1e-3;
        }
        double[] sorted = Arrays.copyOf(micros, runs);
        Arrays.sort(sorted);
        return new Latency(key, includes, sorted[runs / 2], sorted[(int) (0.9 * (runs - 1))], runs);
    }

    /** Time as a share of the published 6 ms. */
    public double ratioToPublished() {
        return p50Micros / PUBLISHED_MICROS;
    }

    /** Under stable names, for JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("includes", includes);
        map.put("p50Micros", p50Micros);
        map.put("p90Micros", p90Micros);
        map.put("runs", runs);
        map.put("ratioToPublished6ms", ratioToPublished());
        return map;
    }
}
