package io.lightmark.cli.kernels;

import io.lightmark.check.CaseResult;
import io.lightmark.check.CheckReport;
import io.lightmark.cli.output.TextTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A check for people: a row per operation, and how it ended. */
public final class CheckText {
    private CheckText() {}

    /** The table and the verdict. */
    public static String of(CheckReport report) {
        Map<String, List<CaseResult>> byOperation = report.cases().stream()
                .collect(Collectors.groupingBy(CaseResult::operation, LinkedHashMap::new, Collectors.toList()));
        TextTable table = new TextTable("operation", "cases", "failed", "worst error / limit", "seconds");
        byOperation.forEach((operation, cases) -> table.row(
                operation,
                Integer.toString(cases.size()),
                Long.toString(cases.stream().filter(result -> !result.isOk()).count()),
                worst(cases),
                String.format(
                        Locale.ROOT,
                        "%.1f",
                        cases.stream().mapToDouble(CaseResult::seconds).sum())));
        return table + "\n" + verdict(report) + "\n";
    }

    /** Empty where every case failed. */
    private static String worst(List<CaseResult> cases) {
        OptionalDouble worst = cases.stream()
                .map(CaseResult::worst)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max();
        return worst.isPresent() ? String.format(Locale.ROOT, "%.3f", worst.getAsDouble()) : "";
    }

    private static String verdict(CheckReport report) {
        String counts = String.format(
                Locale.ROOT,
                "%d cases in %.1f s: %d passed, %d failed",
                report.cases().size(),
                report.seconds(),
                report.passed(),
                report.failed());
        return report.notRun() == 0
                ? counts + "."
                : counts + ", " + report.notRun() + " did not run because the device was lost.";
    }
}
