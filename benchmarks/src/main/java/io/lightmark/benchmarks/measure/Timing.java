package io.lightmark.benchmarks.measure;

import java.util.List;

/**
 * How long one contender's runs took, in microseconds. Each figure is the median over blocks of that figure within a
 * block, so that one disturbed block moves nothing.
 *
 * @param p50Micros median run
 * @param p90Micros 90 % of the runs took at most this
 * @param p99Micros 99 % of the runs took at most this
 * @param meanMicros mean run
 * @param iterations timed runs in all blocks
 * @param blockP50Micros the median run of every block, in order: shows drift
 */
public record Timing(
        double p50Micros,
        double p90Micros,
        double p99Micros,
        double meanMicros,
        int iterations,
        List<Double> blockP50Micros) {
    public Timing {
        blockP50Micros = List.copyOf(blockP50Micros);
    }

    /** The timing of blocks of run times in nanoseconds. */
    public static Timing ofNanos(List<double[]> blocks) {
        List<Quantiles> quantiles = blocks.stream().map(Quantiles::of).toList();
        return new Timing(
                medianMicros(quantiles.stream().mapToDouble(Quantiles::median).toArray()),
                medianMicros(quantiles.stream().mapToDouble(q -> q.at(0.9)).toArray()),
                medianMicros(quantiles.stream().mapToDouble(q -> q.at(0.99)).toArray()),
                medianMicros(quantiles.stream().mapToDouble(Quantiles::mean).toArray()),
                blocks.stream().mapToInt(block -> block.length).sum(),
                quantiles.stream().map(q -> q.median() / 1000).toList());
    }

    private static double medianMicros(double[] nanos) {
        return Quantiles.of(nanos).median() / 1000;
    }
}
