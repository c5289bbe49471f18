package io.lightmark.benchmarks;

import io.lightmark.backend.Backend;
import io.lightmark.benchmarks.measure.Interleaved;
import io.lightmark.benchmarks.measure.Machine;
import io.lightmark.benchmarks.measure.PeakRate;
import io.lightmark.benchmarks.measure.Protocol;
import io.lightmark.benchmarks.report.Report;
import io.lightmark.benchmarks.report.Row;
import io.lightmark.benchmarks.task.Measured;
import io.lightmark.benchmarks.task.Setting;
import io.lightmark.benchmarks.task.Task;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Measures what is asked for, one row after another, and says on the way what it does. */
public final class Harness {
    private final BackendChoice choice;
    private final Consumer<String> notes;

    /**
     * @param choice opens our backend for a number of threads
     * @param notes takes lines for people: progress, peers left out
     */
    public Harness(BackendChoice choice, Consumer<String> notes) {
        this.choice = choice;
        this.notes = notes;
    }

    /** All rows of a request. */
    public Report run(Request request) throws IOException {
        try (Photos photos = photos(request)) {
            return run(request, photos);
        }
    }

    private Report run(Request request, Photos photos) {
        List<Row> rows = new ArrayList<>();
        Machine machine = Machine.detect();
        for (int threads : request.threads()) {
            try (Backend backend = choice.open(threads)) {
                machine = Machine.of(backend);
                double peak = machine.equals(Machine.detect()) ? PeakRate.multiplyAddsPerSecond(threads) : Row.NO_PEAK;
                for (Task task : request.tasks()) {
                    List<Integer> batches = task.trains() ? List.of(request.trainingBatch()) : request.batches();
                    for (int batch : batches) {
                        rows.add(row(request, photos, task, batch, threads, backend, peak));
                    }
                }
            }
        }
        return new Report(machine, LocalDate.now(java.time.ZoneOffset.UTC), request.protocol(), rows);
    }

    private static Photos photos(Request request) throws IOException {
        if (!request.photos().isEmpty() || request.tasks().stream().noneMatch(Task::seesPhotos)) {
            return Photos.of(request.photos());
        }
        return Photos.generate(request.batches().stream().max(Integer::compare).orElse(1));
    }

    private Row row(Request request, Photos photos, Task task, int batch, int threads, Backend backend, double peak) {
        notes.accept("measuring " + task.label() + ", batch " + batch + ", " + threads + " thread"
                + (threads == 1 ? "" : "s"));
        Protocol protocol = task.trains() ? request.protocol().forLongRuns() : request.protocol();
        Measured measured = task.measure(new Setting(
                request.network(),
                request.weights(),
                request.cascade(),
                photos,
                batch,
                threads,
                backend,
                request.peers(),
                new Interleaved(protocol),
                notes));
        return new Row(
                request.network().name(),
                task.label(),
                batch,
                threads,
                choice.instructions(backend),
                measured.agreement(),
                measured.multiplyAdds(),
                peak,
                measured.entries().get(0),
                measured.entries().subList(1, measured.entries().size()));
    }
}
