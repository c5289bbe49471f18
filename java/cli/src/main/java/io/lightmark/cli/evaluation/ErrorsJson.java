package io.lightmark.cli.evaluation;

import io.lightmark.cascade.CascadeEvaluation;
import io.lightmark.landmark.LandmarkLayout;
import io.lightmark.metric.Bootstrap;
import io.lightmark.metric.ErrorDistribution;
import io.lightmark.metric.ErrorFigures;
import io.lightmark.metric.NormalisedErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Errors by every normaliser with their intervals as maps for JSON; {@code docs/json.md} lists the keys. */
public final class ErrorsJson {
    private static final int QUANTILES = 100;

    private ErrorsJson() {}

    /**
     * {@code level1}, {@code level2}, …: for each, a list with one entry per normaliser.
     *
     * @param attributes the pictures of each attribute, by number in the order they were measured
     */
    public static Map<String, @Nullable Object> of(CascadeEvaluation evaluation, Map<String, Set<Integer>> attributes) {
        Map<String, @Nullable Object> levels = new LinkedHashMap<>();
        for (int l = 0; l < evaluation.levels().size(); l++) {
            levels.put(
                    "level" + (l + 1),
                    evaluation.levels().get(l).errors().stream()
                            .map(errors -> errors(errors, attributes))
                            .toList());
        }
        return levels;
    }

    private static Map<String, @Nullable Object> errors(NormalisedErrors errors, Map<String, Set<Integer>> attributes) {
        ErrorFigures figures = errors.figures();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("normaliser", errors.name());
        map.put("definition", errors.definition());
        map.putAll(overPictures(figures));
        Map<String, @Nullable Object> regions = new LinkedHashMap<>();
        LandmarkLayout.of(figures.points())
                .ifPresent(layout -> layout.regions()
                        .forEach((name, points) ->
                                regions.put(name, figure(figures.ofPoints(points), ErrorDistribution::mean))));
        map.put("regions", regions);
        Map<String, @Nullable Object> subsets = new LinkedHashMap<>();
        attributes.forEach((name, pictures) -> subsets.put(name, overPictures(figures.ofPictures(pictures::contains))));
        map.put("attributes", subsets);
        map.put(
                "meanPerPoint",
                figures.meanPerPoint().stream().map(ErrorsJson::number).toList());
        map.put(
                "percentiles",
                IntStream.rangeClosed(0, QUANTILES)
                        .mapToObj(i -> number(figures.quantile((double) i / QUANTILES)))
                        .toList());
        return map;
    }

    private static Map<String, @Nullable Object> overPictures(ErrorFigures figures) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("used", figures.used());
        map.put("skipped", figures.skipped());
        map.put("notFinite", figures.notFinite());
        map.put("mean", figure(figures, ErrorDistribution::mean));
        map.put("median", figure(figures, ErrorDistribution::median));
        List<Map<String, @Nullable Object>> thresholds = new ArrayList<>();
        for (double threshold : ErrorDistribution.THRESHOLDS) {
            Map<String, @Nullable Object> at = new LinkedHashMap<>();
            at.put("threshold", threshold);
            at.put("areaUnderCurve", figure(figures, each -> each.areaUnderCurve(threshold)));
            at.put("failureRate", figure(figures, each -> each.failureRate(threshold)));
            thresholds.add(at);
        }
        map.put("thresholds", thresholds);
        return map;
    }

    private static Map<String, @Nullable Object> figure(
            ErrorFigures figures, ToDoubleFunction<ErrorDistribution> figure) {
        Bootstrap.Interval interval = Bootstrap.DEFAULT.interval(figures.distribution(), figure);
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("value", number(figure.applyAsDouble(figures.distribution())));
        map.put("low", number(interval.low()));
        map.put("high", number(interval.high()));
        return map;
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
