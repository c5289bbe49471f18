package io.lightmark.cli.demo;

import io.lightmark.backend.Backend;
import io.lightmark.cascade.CascadeOptions;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cli.evaluation.EvaluationPictures;
import io.lightmark.cli.evaluation.EvaluationTable;
import io.lightmark.cli.evaluation.LandmarkDrawing;
import io.lightmark.cli.evaluation.Measured;
import io.lightmark.cli.option.ModelPath;
import io.lightmark.cli.output.Figures;
import io.lightmark.cli.output.OutputFolder;
import io.lightmark.cli.plot.LossCurvePlot;
import io.lightmark.cli.plot.PlotGuard;
import io.lightmark.cli.progress.Progress;
import io.lightmark.cli.progress.ProgressStyle;
import io.lightmark.cli.timing.InferenceTiming;
import io.lightmark.cli.training.TrainingDisplay;
import io.lightmark.data.PictureSet;
import io.lightmark.data.PictureSets;
import io.lightmark.data.Split;
import io.lightmark.error.DataException;
import io.lightmark.metric.Normaliser;
import io.lightmark.vision.OpenedDataset;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The main job from beginning to end, each step announced: train all levels, evaluate on pictures not trained on, draw,
 * time. Results go into one folder.
 *
 * @param options how to train, but for the length of the runs when {@code seconds} is given
 * @param seconds time for the training of all levels; empty when the options say how long
 * @param folder where everything is written
 * @param style how progress is shown
 * @param out for results
 * @param err for progress
 */
public record Demo(
        CascadeOptions options,
        OptionalDouble seconds,
        OutputFolder folder,
        ProgressStyle style,
        PrintWriter out,
        PrintWriter err) {
    private static final int SHEET = 20;
    private static final int FIXED_STEPS = 4;

    /** Where the pictures come from. */
    @FunctionalInterface
    public interface Source {
        OpenedDataset open();
    }

    /**
     * Runs it.
     *
     * @param generated whether the source makes faces rather than reading real data
     * @param training the device for training and evaluation
     * @param single the device for single pictures
     * @return the figures under stable names
     */
    public Map<String, @Nullable Object> run(
            Source source, boolean generated, Backend training, Supplier<Backend> single) {
        long began = System.nanoTime();
        announce(1, generated ? "generating faces" : "reading pictures");
        try (OpenedDataset opened = source.open()) {
            PictureSet set = opened.pictures();
            DemoPictures pictures = generated
                    ? DemoPictures.ofGenerated(set)
                    : DemoPictures.ofReal(set, opened.report().source(), options.seed());
            if (pictures.heldOut().size() == 0) {
                throw new DataException(
                        opened.report().source(), 0, 0, "pictures to evaluate on", "none", "use more pictures.");
            }
            Map<String, @Nullable Object> figures = new LinkedHashMap<>();
            figures.put("generated", generated);
            figures.put("dataset", opened.report().toJson());
            LandmarkCascade cascade = train(pictures, training, figures);
            Measured measured = evaluate(cascade, training, pictures, figures);
            InferenceTiming timing;
            announce(FIXED_STEPS + options.levels().size(), "timing single pictures");
            try (Backend one = single.get()) {
                timing = InferenceTiming.measure(cascade, one, LandmarkDrawing.picture(pictures.heldOut(), 0));
            }
            figures.put("latency", timing.toMap());
            figures.put("seconds", (System.nanoTime() - began) * 1e-9);
            out.println();
            out.println("Held out: " + pictures.word() + ", never trained on.");
            out.print(EvaluationTable.of(
                    measured.evaluation(), Normaliser.diagonal().name(), PictureSets.byAttribute(pictures.heldOut())));
            out.println();
            out.print(timing.text());
            out.flush();
            return figures;
        }
    }

    private LandmarkCascade train(DemoPictures pictures, Backend backend, Map<String, @Nullable Object> figures) {
        CascadeOptions chosen = options;
        if (seconds.isPresent()) {
            say("measuring the speed of training");
            Budget budget = Budget.measure(pictures.training(), options, backend, seconds.getAsDouble());
            chosen = options.withEach(level -> level.withSteps(budget.stepsPerLevel()));
            double epochs = (double) budget.stepsPerLevel()
                    * options.levels().get(0).preset().batch()
                    / PictureSets.count(pictures.training(), Split.TRAIN);
            say(String.format(
                    Locale.ROOT,
                    "about %,.0f images/s: %s of training are %,d steps per level, %.0f epochs",
                    budget.imagesPerSecond(),
                    Figures.duration(seconds.getAsDouble()),
                    budget.stepsPerLevel(),
                    epochs));
        }
        try (TrainingDisplay display = new TrainingDisplay(
                style,
                err,
                level -> announce(
                        1 + level, level == 1 ? "training level 1" : "cropping, then training level " + level))) {
            LandmarkCascade cascade = LandmarkCascade.train(pictures.training(), chosen, backend, display);
            cascade.save(folder.file(ModelPath.FILE_NAME));
            PlotGuard.draw(
                    err,
                    () -> display.curves()
                            .forEach(curve ->
                                    LossCurvePlot.write(folder.file("loss-level" + curve.level() + ".png"), curve)));
            figures.put("device", backend.describe());
            figures.put("trainingImagesPerSecond", display.imagesPerSecond());
            figures.put("provenance", cascade.provenance());
            return cascade;
        }
    }

    private Measured evaluate(
            LandmarkCascade cascade, Backend backend, DemoPictures pictures, Map<String, @Nullable Object> figures) {
        PictureSet heldOut = pictures.heldOut();
        announce(2 + options.levels().size(), "evaluating on " + Figures.count(heldOut.size()) + " held-out pictures");
        Measured measured;
        try (Progress progress = style.open("evaluating", "pictures", 0, heldOut.size(), err)) {
            measured = Measured.run(cascade, backend, heldOut, SHEET, progress);
        }
        announce(3 + options.levels().size(), "drawing pictures");
        EvaluationPictures.write(
                folder, measured, heldOut, Normaliser.diagonal().name(), err);
        figures.put("heldOut", pictures.word());
        figures.putAll(measured.evaluation().toMap());
        return measured;
    }

    private void announce(int step, String what) {
        say("[" + step + "/" + (FIXED_STEPS + options.levels().size()) + "] " + what);
    }

    private void say(String text) {
        err.println(text);
        err.flush();
    }
}
