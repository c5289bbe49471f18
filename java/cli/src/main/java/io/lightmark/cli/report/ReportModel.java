package io.lightmark.cli.report;

import java.util.List;

/**
 * All that a report shows.
 *
 * @param title headline
 * @param summary one or two sentences below it: what was compared and what came out
 * @param subject the pictures that all runs were measured on
 * @param runs the models, at least one, each measured on all pictures of the subject
 * @param published figures of others to stand beside
 * @param provenance name and value of what a reader needs to do it again: seed, device, version, …
 * @param commands command lines that make these results again
 */
public record ReportModel(
        String title,
        String summary,
        ReportSubject subject,
        List<RunResult> runs,
        List<PublishedFigure> published,
        List<Fact> provenance,
        List<String> commands) {
    public ReportModel {
        runs = List.copyOf(runs);
        published = List.copyOf(published);
        provenance = List.copyOf(provenance);
        commands = List.copyOf(commands);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one run, received none. Fix: report what was run.");
        }
        for (RunResult run : runs) {
            run.requireMeasuredOn(subject);
        }
    }

    /** A line of the provenance. */
    public record Fact(String name, String value) {}
}
