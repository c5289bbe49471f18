package io.lightmark.cli.experiment;

import io.lightmark.cli.plot.LossCurve;
import io.lightmark.cli.report.PublishedFigure;
import io.lightmark.cli.report.ReportModel;
import io.lightmark.cli.report.ReportModel.Fact;
import io.lightmark.cli.report.ReportSubject;
import io.lightmark.cli.report.SamplePicture;
import io.lightmark.cli.report.SamplePictures;
import io.lightmark.data.PictureSet;
import io.lightmark.data.PictureSets;
import io.lightmark.metric.MeanFace;
import io.lightmark.metric.NormalisedErrors;
import io.lightmark.metric.Normaliser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What the page of an experiment shows: its runs' results, and some of the held-out pictures where they are kept. */
final class ExperimentPage {
    private static final int PER_RANK = 4;

    private final Experiment experiment;
    private final List<RunResult> results;
    private final Normaliser normaliser;

    private ExperimentPage(Experiment experiment, List<RunResult> results) {
        this.experiment = experiment;
        this.results = results;
        this.normaliser = Normaliser.customary(results.get(0).model().points());
    }

    /**
     * The page's content.
     *
     * @param results at least one, all measured on the same pictures
     * @param heldOut these pictures, if they are at hand
     */
    static ReportModel of(Experiment experiment, List<RunResult> results, Optional<PictureSet> heldOut) {
        ExperimentPage page = new ExperimentPage(experiment, results);
        return new ReportModel(
                experiment.name(),
                page.summary(),
                page.subject(heldOut.map(PictureSets::byAttribute).orElse(Collections.emptySortedMap())),
                results.stream().map(result -> page.run(result, heldOut)).toList(),
                page.published(),
                page.provenance(),
                List.of("lightmark experiment report --out <folder>"));
    }

    private String summary() {
        return "Compares " + experiment.purpose() + ". Published errors: " + experiment.published() + ".";
    }

    private ReportSubject subject(Map<String, Set<Integer>> subsets) {
        RunResult first = results.get(0);
        MeanFace face = new MeanFace(first.model().points());
        first.predictions().forEach(each -> face.add(each.truth()));
        return new ReportSubject(
                first.data().source(),
                first.data().split(),
                first.predictions().size(),
                first.model().points(),
                normaliser.name(),
                face.landmarks(),
                subsets);
    }

    private io.lightmark.cli.report.RunResult run(RunResult result, Optional<PictureSet> heldOut) {
        List<NormalisedErrors> errors = Normaliser.all(result.model().points()).stream()
                .map(each -> NormalisedErrors.by(each, result.errors(each)))
                .toList();
        return new io.lightmark.cli.report.RunResult(
                result.subject().title() + ", " + result.subject().recipe(),
                result.subject().title(),
                result.subject().recipe(),
                result.model().parameters(),
                result.model().fileBytes(),
                OptionalDouble.of(result.timing().forwardMicros() * 1e-3),
                List.of(curve(result)),
                errors,
                heldOut.map(set -> samples(result, set)).orElse(List.of()));
    }

    private List<SamplePicture> samples(RunResult result, PictureSet set) {
        List<float[]> predictions =
                result.predictions().stream().map(RunResult.Predicted::points).toList();
        return SamplePictures.choose(set, predictions, result.errors(normaliser), PER_RANK);
    }

    private static LossCurve curve(RunResult result) {
        double epoch = (double) result.effort().batch() / result.data().trained();
        return new LossCurve(
                1,
                result.curve().steps().stream()
                        .map(step -> new LossCurve.Point(step.steps() * epoch, step.loss()))
                        .toList(),
                result.curve().validations().stream()
                        .map(each -> new LossCurve.Point(each.steps() * epoch, each.error()))
                        .toList());
    }

    private List<PublishedFigure> published() {
        List<PublishedFigure> figures = new ArrayList<>();
        for (Contestant contestant : experiment.contestants()) {
            if (contestant.publishedPercent().isPresent()) {
                figures.add(new PublishedFigure(
                        contestant.title(),
                        experiment.published(),
                        Normaliser.imageSide().name(),
                        contestant.publishedPercent().getAsDouble() / 100,
                        "the report that this experiment repeats"));
            }
        }
        return figures;
    }

    private List<Fact> provenance() {
        Set<Fact> facts = new LinkedHashSet<>();
        for (RunResult result : results) {
            RunResult.Data data = result.data();
            facts.add(new Fact("data", data.source()));
            facts.add(new Fact(
                    "pictures",
                    String.format(
                            Locale.ROOT,
                            "%,d trained, %,d chose the weights, %,d were judged (%s)",
                            data.trained(),
                            data.choosing(),
                            data.judged(),
                            data.split())));
            facts.add(new Fact("seed", Long.toString(data.seed())));
            facts.add(new Fact("trained on", result.effort().device()));
            facts.add(new Fact("timed on", result.timing().device()));
        }
        for (RunResult result : results) {
            facts.add(new Fact(
                    "network of " + result.subject().title(), result.model().network()));
        }
        for (RunResult result : results) {
            facts.add(new Fact(
                    "recipe " + result.subject().recipe(),
                    result.effort().epochs() + " epochs: " + result.subject().preset()));
        }
        return List.copyOf(facts);
    }
}
