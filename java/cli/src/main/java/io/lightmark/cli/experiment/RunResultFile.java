package io.lightmark.cli.experiment;

import io.lightmark.cli.output.JsonFields;
import io.lightmark.cli.output.JsonFile;
import io.lightmark.metric.ErrorFigures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run's result as a JSON file: {@code result.json} in the run's folder. Its keys are listed in {@code docs/json.md}. */
final class RunResultFile {
    private RunResultFile() {}

    static void write(Path file, RunResult result) {
        JsonFile.write(file, map(result));
    }

    /** Reads a result; a broken file is a {@link io.lightmark.error.DataException}. */
    static RunResult read(Path file) {
        JsonFields fields = JsonFields.read(file);
        return new RunResult(
                subject(fields.object("subject")),
                model(fields.object("model")),
                data(fields.object("data")),
                effort(fields.object("effort")),
                timing(fields.object("timing")),
                fields.objects("predictions", RunResultFile::predicted),
                curve(fields.object("curve")));
    }

    static Map<String, @Nullable Object> map(RunResult result) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("subject", map(result.subject()));
        map.put("model", map(result.model()));
        map.put("data", map(result.data()));
        map.put("effort", map(result.effort()));
        map.put("timing", map(result.timing()));
        map.put("errors", errors(result));
        map.put(
                "predictions",
                result.predictions().stream().map(RunResultFile::map).toList());
        map.put("curve", map(result.curve()));
        return map;
    }

    /** What {@link ExperimentTable} shows; not read back, since the predictions say it. */
    static Map<String, @Nullable Object> errors(RunResult result) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        ExperimentTable.normalisers(result.model().points()).forEach((name, normaliser) -> {
            ErrorFigures figures = result.errors(normaliser);
            Map<String, @Nullable Object> inner = new LinkedHashMap<>();
            inner.put("mean", finite(figures.mean()));
            inner.put("median", finite(figures.median()));
            inner.put("p90", finite(figures.quantile(0.9)));
            inner.put("used", figures.used());
            inner.put("skipped", figures.skipped());
            inner.put("notFinite", figures.notFinite());
            map.put(name, inner);
        });
        return map;
    }

    private static Map<String, @Nullable Object> map(RunResult.Subject subject) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("experiment", subject.experiment());
        map.put("run", subject.run());
        map.put("identity", subject.identity());
        map.put("contestant", subject.contestant());
        map.put("title", subject.title());
        map.put(
                "publishedPercent",
                subject.publishedPercent().isPresent()
                        ? subject.publishedPercent().getAsDouble()
                        : null);
        map.put("recipe", subject.recipe());
        map.put("recipeTitle", subject.recipeTitle());
        map.put("preset", subject.preset());
        return map;
    }

    private static RunResult.Subject subject(JsonFields fields) {
        return new RunResult.Subject(
                fields.text("experiment"),
                fields.text("run"),
                fields.text("identity"),
                fields.text("contestant"),
                fields.text("title"),
                fields.optional("publishedPercent"),
                fields.text("recipe"),
                fields.text("recipeTitle"),
                fields.text("preset"));
    }

    private static Map<String, @Nullable Object> map(RunResult.Model model) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("network", model.network());
        map.put("height", model.height());
        map.put("width", model.width());
        map.put("points", model.points());
        map.put("parameters", model.parameters());
        map.put("multiplyAdds", model.multiplyAdds());
        map.put("fileBytes", model.fileBytes());
        return map;
    }

    private static RunResult.Model model(JsonFields fields) {
        return new RunResult.Model(
                fields.text("network"),
                (int) fields.whole("height"),
                (int) fields.whole("width"),
                (int) fields.whole("points"),
                fields.whole("parameters"),
                fields.whole("multiplyAdds"),
                fields.whole("fileBytes"));
    }

    private static Map<String, @Nullable Object> map(RunResult.Data data) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("source", data.source());
        map.put("split", data.split());
        map.put("seed", data.seed());
        map.put("trained", data.trained());
        map.put("choosing", data.choosing());
        map.put("judged", data.judged());
        return map;
    }

    private static RunResult.Data data(JsonFields fields) {
        return new RunResult.Data(
                fields.text("source"),
                fields.text("split"),
                fields.whole("seed"),
                (int) fields.whole("trained"),
                (int) fields.whole("choosing"),
                (int) fields.whole("judged"));
    }

    private static Map<String, @Nullable Object> map(RunResult.Effort effort) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("device", effort.device());
        map.put("epochs", effort.epochs());
        map.put("batch", effort.batch());
        map.put("steps", effort.steps());
        map.put("bestSteps", effort.bestSteps());
        map.put("seconds", effort.seconds());
        map.put("imagesPerSecond", effort.imagesPerSecond());
        return map;
    }

    private static RunResult.Effort effort(JsonFields fields) {
        return new RunResult.Effort(
                fields.text("device"),
                fields.number("epochs"),
                (int) fields.whole("batch"),
                fields.whole("steps"),
                fields.whole("bestSteps"),
                fields.number("seconds"),
                fields.number("imagesPerSecond"));
    }

    private static Map<String, @Nullable Object> map(RunResult.Timing timing) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("device", timing.device());
        map.put("forwardMicros", timing.forwardMicros());
        map.put("pictureMicros", timing.pictureMicros());
        map.put("fileMicros", timing.fileMicros());
        return map;
    }

    private static RunResult.Timing timing(JsonFields fields) {
        return new RunResult.Timing(
                fields.text("device"),
                fields.number("forwardMicros"),
                fields.number("pictureMicros"),
                fields.number("fileMicros"));
    }

    private static Map<String, @Nullable Object> map(RunResult.Predicted predicted) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("picture", predicted.name());
        map.put("width", predicted.width());
        map.put("height", predicted.height());
        map.put("truth", numbers(predicted.truth()));
        map.put("points", numbers(predicted.points()));
        return map;
    }

    private static RunResult.Predicted predicted(JsonFields fields) {
        return new RunResult.Predicted(
                fields.text("picture"),
                (int) fields.whole("width"),
                (int) fields.whole("height"),
                floats(fields.numbers("truth")),
                floats(fields.numbers("points")));
    }

    private static Map<String, @Nullable Object> map(RunCurve curve) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("steps", curve.steps().stream().map(RunCurve.Step::steps).toList());
        map.put("losses", curve.steps().stream().map(RunCurve.Step::loss).toList());
        map.put("rates", curve.steps().stream().map(RunCurve.Step::rate).toList());
        map.put(
                "validatedSteps",
                curve.validations().stream().map(RunCurve.Judged::steps).toList());
        map.put(
                "validationErrors",
                curve.validations().stream().map(RunCurve.Judged::error).toList());
        map.put("seconds", curve.seconds());
        return map;
    }

    private static RunCurve curve(JsonFields fields) {
        List<RunCurve.Step> steps = new ArrayList<>();
        double[] done = doubles(fields.numbers("steps"));
        double[] losses = doubles(fields.numbers("losses"));
        double[] rates = doubles(fields.numbers("rates"));
        for (int i = 0; i < Math.min(done.length, Math.min(losses.length, rates.length)); i++) {
            steps.add(new RunCurve.Step((long) done[i], losses[i], rates[i]));
        }
        List<RunCurve.Judged> validations = new ArrayList<>();
        double[] validated = doubles(fields.numbers("validatedSteps"));
        double[] errors = doubles(fields.numbers("validationErrors"));
        for (int i = 0; i < Math.min(validated.length, errors.length); i++) {
            validations.add(new RunCurve.Judged((long) validated[i], errors[i]));
        }
        return new RunCurve(steps, validations, fields.number("seconds"));
    }

    /** Coordinates to a thousandth of a pixel, to keep the file small. */
    private static List<@Nullable Double> numbers(float[] values) {
        List<@Nullable Double> numbers = new ArrayList<>();
        for (float value : values) {
            numbers.add(Float.isFinite(value) ? Math.round(1000.0 * value) / 1000.0 : null);
        }
        return numbers;
    }

    private static float[] floats(List<@Nullable Double> numbers) {
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            Double number = numbers.get(i);
            values[i] = number == null ? Float.NaN : number.floatValue();
        }
        return values;
    }

    private static double[] doubles(List<@Nullable Double> numbers) {
        return numbers.stream()
                .mapToDouble(number -> number == null ? Double.NaN : number)
                .toArray();
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
