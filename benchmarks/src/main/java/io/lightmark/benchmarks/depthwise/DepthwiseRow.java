package io.lightmark.benchmarks.depthwise;

import io.lightmark.op.Pass;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One layer in one direction, measured.
 *
 * @param layer its shape
 * @param batch pictures
 * @param pass the direction; backward gives the gradients of data and weights
 * @param bytes that a call must at least move: each operand once
 * @param calls of one run
 * @param sets of arrays that the calls take turns on
 * @param p10Micros time of a call that one run in ten stays below
 * @param p50Micros median time of a call
 * @param p90Micros time of a call that nine runs in ten stay below
 * @param copyBytesPerSecond what the device copies, read and write counted
 */
public record DepthwiseRow(
        DepthwiseLayer layer,
        int batch,
        Pass pass,
        long bytes,
        int calls,
        int sets,
        double p10Micros,
        double p50Micros,
        double p90Micros,
        double copyBytesPerSecond) {
    public double bytesPerSecond() {
        return bytes / p50Micros * 1e6;
    }

    /** The time that a copy of as many bytes takes, as a share of ours. */
    public double ofCopy() {
        return bytesPerSecond() / copyBytesPerSecond;
    }

    String direction() {
        return pass.name().toLowerCase(Locale.ROOT);
    }

    /** The row as it stands in files. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("channels", layer.channels());
        map.put("side", layer.side());
        map.put("kernel", layer.kernel());
        map.put("stride", layer.stride());
        map.put("batch", batch);
        map.put("pass", direction());
        map.put("bytes", bytes);
        map.put("calls", calls);
        map.put("sets", sets);
        map.put("p10Micros", round(p10Micros));
        map.put("p50Micros", round(p50Micros));
        map.put("p90Micros", round(p90Micros));
        map.put("gigabytesPerSecond", round(bytesPerSecond() / 1e9));
        map.put("ofCopy", round(ofCopy()));
        return map;
    }

    static double round(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
