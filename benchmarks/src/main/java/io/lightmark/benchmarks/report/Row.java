package io.lightmark.benchmarks.report;

import io.lightmark.benchmarks.measure.Timing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One task, measured: our timing and that of the peers which ran in turn with it.
 *
 * @param network name of the network
 * @param task {@code forward}, {@code cascade}, {@code file} or {@code training}
 * @param batch pictures per run
 * @param threads threads that may work on one run
 * @param simd instruction set that our kernels used
 * @param agreement greatest difference between our result and a peer's, relative to its largest element, before timing
 * @param multiplyAdds of one run
 * @param peakMultiplyAddsPerSecond see {@link io.lightmark.benchmarks.measure.PeakRate}; {@link #NO_PEAK} where it says
 *     nothing, on a GPU
 * @param ours our entry
 * @param peers the others' entries; a peer's ratio is what matters
 */
public record Row(
        String network,
        String task,
        int batch,
        int threads,
        String simd,
        double agreement,
        long multiplyAdds,
        double peakMultiplyAddsPerSecond,
        Entry ours,
        List<Entry> peers) {
    /** The bar that the project set itself, per picture and level. */
    public static final double SIX_MILLIS_IN_MICROS = 6000;

    /** Stands for a peak that was not measured. */
    public static final double NO_PEAK = 0;

    /** A contender with its timing. */
    public record Entry(String name, String description, Timing timing) {}

    public Row {
        peers = List.copyOf(peers);
    }

    public double perImageMicros() {
        return ours.timing().p50Micros() / batch;
    }

    /** Time per picture as a share of 6 ms. */
    public double ratioToSixMillis() {
        return perImageMicros() / SIX_MILLIS_IN_MICROS;
    }

    /** Our median over that of the fastest peer whose name starts so; below 1 we are faster. */
    public Optional<Double> ratioTo(String peer) {
        return peers.stream()
                .filter(entry -> entry.name().startsWith(peer))
                .map(entry -> entry.timing().p50Micros())
                .min(Double::compare)
                .map(micros -> ours.timing().p50Micros() / micros);
    }

    /** The time that the multiply-adds alone would take at the machine's peak. */
    public double floorMicros() {
        return 1e6 * multiplyAdds / peakMultiplyAddsPerSecond;
    }

    /** The row as it stands in files. */
    public Map<String, @Nullable Object> toMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("network", network);
        map.put("task", task);
        map.put("batch", batch);
        map.put("threads", threads);
        map.put("simd", simd);
        map.put("name", ours.name());
        map.put("runtime", ours.description());
        putTiming(map, ours.timing(), batch);
        map.put("ratioToSixMillis", round(ratioToSixMillis()));
        map.put("ratioToOnnxRuntime", ratioTo("onnxruntime").map(Row::round).orElse(null));
        map.put("ratioToPyTorch", ratioTo("pytorch").map(Row::round).orElse(null));
        map.put("multiplyAdds", multiplyAdds);
        boolean hasPeak = peakMultiplyAddsPerSecond != NO_PEAK;
        map.put("peakMultiplyAddsPerSecond", hasPeak ? Math.round(peakMultiplyAddsPerSecond) : null);
        map.put("floorMicros", hasPeak ? round(floorMicros()) : null);
        map.put("agreement", agreement);
        List<Map<String, @Nullable Object>> others = new ArrayList<>();
        for (Entry peer : peers) {
            Map<String, @Nullable Object> other = new LinkedHashMap<>();
            other.put("name", peer.name());
            other.put("runtime", peer.description());
            putTiming(other, peer.timing(), batch);
            other.put("ratio", round(ours.timing().p50Micros() / peer.timing().p50Micros()));
            others.add(other);
        }
        map.put("peers", others);
        return map;
    }

    private static void putTiming(Map<String, @Nullable Object> map, Timing timing, int batch) {
        map.put("p50Micros", round(timing.p50Micros()));
        map.put("p90Micros", round(timing.p90Micros()));
        map.put("p99Micros", round(timing.p99Micros()));
        map.put("meanMicros", round(timing.meanMicros()));
        map.put("perImageMicros", round(timing.p50Micros() / batch));
        map.put("imagesPerSecond", round(1e6 * batch / timing.p50Micros()));
        map.put("iterations", timing.iterations());
        map.put(
                "blockP50Micros",
                timing.blockP50Micros().stream().map(Row::round).toList());
    }

    /** Four decimals: a tenth of a nanosecond, a hundredth of a percent. */
    private static double round(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
