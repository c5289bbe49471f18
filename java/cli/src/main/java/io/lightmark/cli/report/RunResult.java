package io.lightmark.cli.report;

import io.lightmark.cli.plot.LossCurve;
import io.lightmark.metric.ErrorFigures;
import io.lightmark.metric.NormalisedErrors;
import java.util.List;
import java.util.OptionalDouble;

/**
 * One trained model and how it did.
 *
 * @param name for tables and legends, short: {@code MobileNet V2, ours}
 * @param network what was trained; runs of one network share a colour
 * @param recipe how it was trained; runs of one recipe share a line style
 * @param parameters trainable numbers
 * @param fileBytes size of the model's file; 0 for a part of one
 * @param millisecondsPerPicture of a prediction, batch 1, if it was timed
 * @param curves how the training went, one per level; may be empty
 * @param errors by every normaliser, over the pictures of the subject in their order
 * @param samples pictures to show; may be empty
 */
public record RunResult(
        String name,
        String network,
        String recipe,
        long parameters,
        long fileBytes,
        OptionalDouble millisecondsPerPicture,
        List<LossCurve> curves,
        List<NormalisedErrors> errors,
        List<SamplePicture> samples) {
    public RunResult {
        curves = List.copyOf(curves);
        errors = List.copyOf(errors);
        samples = List.copyOf(samples);
    }

    /** The errors by a normaliser. */
    public ErrorFigures by(String normaliser) {
        return errors.stream()
                .filter(each -> each.name().equals(normaliser))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected errors by '" + normaliser + "' of " + name
                        + ", received "
                        + errors.stream().map(NormalisedErrors::name).toList()
                        + ". Fix: choose one of these."))
                .figures();
    }

    void requireMeasuredOn(ReportSubject subject) {
        ErrorFigures figures = by(subject.normaliser());
        int measured = figures.used() + figures.skipped();
        if (figures.points() != subject.points() || measured != subject.pictures()) {
            throw new IllegalArgumentException("Expected errors of " + subject.pictures() + " pictures of "
                    + subject.points() + " points, received " + measured + " of " + figures.points() + " for " + name
                    + ". Fix: measure all runs on the same pictures.");
        }
    }
}
