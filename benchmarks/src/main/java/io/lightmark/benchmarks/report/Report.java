package io.lightmark.benchmarks.report;

import com.fasterxml.jackson.jr.ob.JSON;
import io.lightmark.benchmarks.measure.Machine;
import io.lightmark.benchmarks.measure.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All rows of one session of the harness with what they have in common. The keys of {@link #toJson} are stable: scripts
 * read them.
 *
 * @param machine where
 * @param date when
 * @param protocol how
 * @param rows the figures
 */
public record Report(Machine machine, LocalDate date, Protocol protocol, List<Row> rows) {
    public Report {
        rows = List.copyOf(rows);
    }

    /**
     * The report as JSON. Every row repeats device, date, warm-up and method, so that it can stand alone; a report of a
     * single row has its {@code p50Micros} and {@code ratioToOnnxRuntime} at the top as well.
     */
    public String toJson() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        putCommon(map);
        map.put("cores", machine.cores());
        map.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        if (rows.size() == 1) {
            Map<String, @Nullable Object> only = rows.get(0).toMap();
            map.put("p50Micros", only.get("p50Micros"));
            map.put("ratioToOnnxRuntime", only.get("ratioToOnnxRuntime"));
        }
        map.put(
                "rows",
                rows.stream()
                        .map(row -> {
                            Map<String, @Nullable Object> entry = row.toMap();
                            putCommon(entry);
                            return entry;
                        })
                        .toList());
        try {
            return JSON.std
                            .with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.WRITE_NULL_PROPERTIES)
                            .asString(map)
                    + "\n";
        } catch (IOException e) {
            throw new IllegalStateException("Expected plain maps to become JSON, received: " + e.getMessage(), e);
        }
    }

    /** Writes the JSON to a file, whose folders are made if needed. */
    public void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, toJson(), StandardCharsets.UTF_8);
    }

    /** Where a report that is kept belongs: {@code <results>/<device>/<date>-<what>.json}. */
    public Path place(Path results, String what) {
        return results.resolve(machine.slug()).resolve(date + "-" + what + ".json");
    }

    private void putCommon(Map<String, @Nullable Object> map) {
        map.put("device", machine.model());
        map.put("date", date.toString());
        map.put("warmUp", protocol.warmupMillis() + " ms");
        map.put("method", protocol.describe());
    }
}
