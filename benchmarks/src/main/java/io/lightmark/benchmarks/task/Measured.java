package io.lightmark.benchmarks.task;

import io.lightmark.benchmarks.measure.Contender;
import io.lightmark.benchmarks.measure.Timing;
import io.lightmark.benchmarks.report.Row;
import java.util.List;
import java.util.Map;

/**
 * What a task found.
 *
 * @param multiplyAdds of one run
 * @param agreement greatest difference between results before timing
 * @param entries contenders with their timings, ours first
 */
public record Measured(long multiplyAdds, double agreement, List<Row.Entry> entries) {
    public Measured {
        entries = List.copyOf(entries);
    }

    static Measured of(
            long multiplyAdds, double agreement, List<? extends Contender> contenders, Map<String, Timing> timings) {
        return new Measured(
                multiplyAdds,
                agreement,
                contenders.stream()
                        .map(c -> new Row.Entry(
                                c.name(), c.describe(), java.util.Objects.requireNonNull(timings.get(c.name()))))
                        .toList());
    }
}
