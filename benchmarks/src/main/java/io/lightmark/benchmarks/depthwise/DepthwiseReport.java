package io.lightmark.benchmarks.depthwise;

import com.fasterxml.jackson.jr.ob.JSON;
import io.lightmark.benchmarks.measure.Machine;
import io.lightmark.op.Pass;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All layers of one session.
 *
 * @param machine where
 * @param date when
 * @param runtime the backend in words
 * @param copyBytesPerSecond what the device copies, read and write counted
 * @param copyMethod how that was measured
 * @param rows the figures
 * @param failures what could not be measured, and why
 */
public record DepthwiseReport(
        Machine machine,
        LocalDate date,
        String runtime,
        double copyBytesPerSecond,
        String copyMethod,
        List<DepthwiseRow> rows,
        List<String> failures) {
    /** What tells these files from those of the harness. */
    public static final String TABLE = "depthwise";

    private static final String METHOD = "host time of one run of a plan, divided by its calls; median over runs; the"
            + " calls take turns on sets of arrays larger than the cache";

    public DepthwiseReport {
        rows = List.copyOf(rows);
        failures = List.copyOf(failures);
    }

    /** The geometric mean of the shares of the copy rate, over layers. */
    record Mean(int batch, String pass, double ofCopy) {
        Map<String, Object> toMap() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("batch", batch);
            map.put("pass", pass);
            map.put("ofCopy", DepthwiseRow.round(ofCopy));
            return map;
        }
    }

    List<Mean> means() {
        List<Mean> means = new ArrayList<>();
        for (int batch : rows.stream().map(DepthwiseRow::batch).distinct().toList()) {
            for (Pass pass : Pass.values()) {
                double[] shares = rows.stream()
                        .filter(row -> row.batch() == batch && row.pass() == pass)
                        .mapToDouble(row -> Math.log(row.ofCopy()))
                        .toArray();
                if (shares.length > 0) {
                    double mean = Arrays.stream(shares).sum() / shares.length;
                    means.add(new Mean(batch, pass.name().toLowerCase(Locale.ROOT), Math.exp(mean)));
                }
            }
        }
        return means;
    }

    /** The report as JSON. */
    public String toJson() throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("table", TABLE);
        map.put("device", machine.model());
        map.put("cores", machine.cores());
        map.put("date", date.toString());
        map.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        map.put("runtime", runtime);
        map.put("method", METHOD);
        map.put("copyGigabytesPerSecond", DepthwiseRow.round(copyBytesPerSecond / 1e9));
        map.put("copyMethod", copyMethod);
        map.put("geometricMeans", means().stream().map(Mean::toMap).toList());
        map.put("failures", failures);
        map.put("rows", rows.stream().map(DepthwiseRow::toMap).toList());
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(map) + "\n";
    }

    /** The report as a Markdown table. */
    public String toMarkdown() {
        StringBuilder text = new StringBuilder("| layer | batch | pass | µs | GB/s | of copy |\n");
        text.append("| --- | --: | --- | --: | --: | --: |\n");
        for (DepthwiseRow row : rows) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %.2f | %.0f | %.1f %% |%n",
                    row.layer(),
                    row.batch(),
                    row.direction(),
                    row.p50Micros(),
                    row.bytesPerSecond() / 1e9,
                    100 * row.ofCopy()));
        }
        for (Mean mean : means()) {
            text.append(String.format(
                    Locale.ROOT,
                    "| geometric mean | %d | %s | | | %.1f %% |%n",
                    mean.batch(),
                    mean.pass(),
                    100 * mean.ofCopy()));
        }
        return text.toString();
    }
}
