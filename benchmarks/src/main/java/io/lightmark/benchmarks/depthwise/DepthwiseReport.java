package io.lightmark.benchmarks.depthwise;

import com.fasterxml.jackson.jr.ob.JSON;
import io.lightmark.benchmarks.measure.Machine;
import io.lightmark.benchmarks.report.DepthwiseMarkdown;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
    private static final String METHOD = "host time of one run of a plan, divided by its calls; median over runs; the"
            + " calls take turns on sets of arrays larger than the cache";

    public DepthwiseReport {
        rows = List.copyOf(rows);
        failures = List.copyOf(failures);
    }

    private List<Map<String, Object>> means() {
        List<Map<String, Object>> means = new ArrayList<>();
        for (int batch : rows.stream().map(DepthwiseRow::batch).distinct().toList()) {
            for (String pass :
                    rows.stream().map(DepthwiseRow::direction).distinct().toList()) {
                Map<String, Object> mean = new LinkedHashMap<>();
                mean.put("batch", batch);
                mean.put("pass", pass);
                mean.put("ofCopy", DepthwiseRow.round(DepthwiseMarkdown.mean(rowMaps(), batch, pass)));
                means.add(mean);
            }
        }
        return means;
    }

    private List<Map<String, Object>> rowMaps() {
        return rows.stream().map(DepthwiseRow::toMap).toList();
    }

    /** The report as JSON. */
    public String toJson() throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("table", DepthwiseMarkdown.TABLE);
        map.put("device", machine.model());
        map.put("cores", machine.cores());
        map.put("date", date.toString());
        map.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        map.put("runtime", runtime);
        map.put("method", METHOD);
        map.put("copyGigabytesPerSecond", DepthwiseRow.round(copyBytesPerSecond / 1e9));
        map.put("copyMethod", copyMethod);
        map.put("geometricMeans", means());
        map.put("failures", failures);
        map.put("rows", rowMaps());
        return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(map) + "\n";
    }

    /** The report as a Markdown table and a line per batch. */
    public String toMarkdown() {
        return DepthwiseMarkdown.of(rowMaps(), List.of()) + "\n" + DepthwiseMarkdown.means(rowMaps());
    }
}
