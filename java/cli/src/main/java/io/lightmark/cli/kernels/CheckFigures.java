package io.lightmark.cli.kernels;

import io.lightmark.backend.Backend;
import io.lightmark.check.CaseResult;
import io.lightmark.check.CheckReport;
import io.lightmark.check.CheckSize;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A check for scripts; {@code docs/json.md} lists the keys. */
public final class CheckFigures {
    private CheckFigures() {}

    /** All figures under stable names. */
    public static Map<String, @Nullable Object> of(Backend backend, CheckSize size, CheckReport report) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("device", backend.name());
        figures.put("deviceDescription", backend.describe());
        figures.put("deviceProperties", new TreeMap<>(backend.properties()));
        figures.put("size", size.name().toLowerCase(Locale.ROOT));
        figures.put("ok", report.isOk());
        figures.put("passed", report.passed());
        figures.put("failed", report.failed());
        figures.put("notRun", report.notRun());
        figures.put("seconds", report.seconds());
        figures.put("cases", report.cases().stream().map(CheckFigures::of).toList());
        return figures;
    }

    private static Map<String, @Nullable Object> of(CaseResult result) {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("operation", result.operation());
        figures.put("problem", result.problem());
        figures.put("ok", result.isOk());
        figures.put("worstErrorByLimit", result.worst());
        figures.put("failure", result.failure());
        figures.put("seconds", result.seconds());
        return figures;
    }
}
