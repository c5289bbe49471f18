package io.lightmark.cli.experiment;

import io.lightmark.backend.Backend;
import io.lightmark.cascade.CascadeOptions;
import io.lightmark.cascade.CascadePredictor;
import io.lightmark.cascade.CascadePresets;
import io.lightmark.cascade.LandmarkCascade;
import io.lightmark.cascade.LevelOptions;
import io.lightmark.cascade.Prediction;
import io.lightmark.cascade.WholePicture;
import io.lightmark.cli.evaluation.LandmarkDrawing;
import io.lightmark.cli.progress.Progress;
import io.lightmark.cli.progress.ProgressStyle;
import io.lightmark.cli.timing.InferenceTiming;
import io.lightmark.cli.training.Checkpoints;
import io.lightmark.cli.training.InterruptGuard;
import io.lightmark.cli.training.TrainingDisplay;
import io.lightmark.data.PictureSet;
import io.lightmark.error.TrainingException;
import io.lightmark.nn.Network;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Trains, judges and times the runs of an experiment. A run that is finished is not repeated; one that was cut off goes
 * on from its checkpoint. A model is a cascade of one level that looks at the whole picture.
 *
 * @param experiment the table
 * @param pictures what is trained and judged on
 * @param folder where results are kept
 * @param training the device for training and judging
 * @param single opens the device for single pictures
 * @param style how progress is shown
 * @param err where it is shown
 */
public record ExperimentRunner(
        Experiment experiment,
        ExperimentPictures pictures,
        ExperimentFolder folder,
        Backend training,
        Supplier<Backend> single,
        ProgressStyle style,
        PrintWriter err) {
    private static final int BATCH = 16;

    /** The result of a run: the one that is already there, or a fresh one. */
    public RunResult run(ExperimentRun run) {
        String identity = identity(run);
        Optional<RunResult> finished = folder.finished(run.id());
        if (finished.isPresent()) {
            requireSame(run, identity, finished.get().subject().identity());
            say(run.id() + ": finished before");
            return finished.get();
        }
        say(run.id() + ": " + run.contestant().title() + ", " + run.recipe().title());
        folder.keepHeldOut(pictures.heldOut(), pictures.source());
        Trained trained = train(run);
        Path model = folder.run(run.id()).resolve("model.safetensors");
        trained.cascade().save(model);
        RunResult result = new RunResult(
                subject(run, identity),
                model(run.network(), model),
                data(),
                effort(run, trained),
                timing(trained.cascade()),
                predictions(trained.cascade()),
                trained.curve());
        RunResultFile.write(folder.result(run.id()), result);
        checkpoints(run).remove();
        return result;
    }

    private record Trained(LandmarkCascade cascade, RunCurve curve, double imagesPerSecond) {}

    private Trained train(ExperimentRun run) {
        Path losses = folder.run(run.id()).resolve("losses.csv");
        int batch = run.preset().batch();
        try (TrainingDisplay display = new TrainingDisplay(style, err, level -> {});
                CurveLog log = new CurveLog(losses, System::nanoTime)) {
            LandmarkCascade cascade = InterruptGuard.run(
                    () -> LandmarkCascade.train(
                            pictures.training(), options(run), training, new ListenerPair(display, log)),
                    this::farewell);
            RunCurve curve = RunCurve.of(losses);
            double speed = display.imagesPerSecond() > 0
                    ? display.imagesPerSecond()
                    : curve.steps().size() * (double) batch / curve.seconds();
            return new Trained(cascade, curve, speed);
        }
    }

    private CascadeOptions options(ExperimentRun run) {
        LevelOptions level = LevelOptions.of(run.network().name(), new WholePicture(), run.preset())
                .withEpochs(run.recipe().epochs());
        return CascadeOptions.of(CascadePresets.DEFAULT.discardThreshold(), level)
                .withSeed(pictures.seed())
                .withCheckpoints(checkpoints(run).folder());
    }

    private Checkpoints checkpoints(ExperimentRun run) {
        return new Checkpoints(folder.run(run.id()).resolve("checkpoints"));
    }

    private void farewell() {
        say("");
        say("stopped; to go on: repeat the same command with --resume");
    }

    /** What must agree for a result to stand for a run. */
    private String identity(ExperimentRun run) {
        return String.join(
                "; ",
                run.network().name() + " " + run.network().output(),
                run.preset().toString(),
                "epochs=" + run.recipe().epochs(),
                "seed=" + pictures.seed(),
                "training=" + pictures.training().fingerprint(),
                HeldOutPictures.identity(pictures.heldOut().fingerprint()));
    }

    private static void requireSame(ExperimentRun run, String expected, String received) {
        if (!expected.equals(received)) {
            throw new TrainingException(
                    "the result of the run " + run.id() + " (" + expected + ")",
                    "that of another (" + received + ")",
                    "repeat the options and data of that run, or choose another folder.");
        }
    }

    private RunResult.Subject subject(ExperimentRun run, String identity) {
        return new RunResult.Subject(
                experiment.name(),
                run.id(),
                identity,
                run.contestant().key(),
                run.contestant().title(),
                run.contestant().publishedPercent(),
                run.recipe().key(),
                run.recipe().title(),
                run.preset().toString());
    }

    private static RunResult.Model model(Network network, Path file) {
        try {
            return new RunResult.Model(
                    network.name(),
                    network.input().h(),
                    network.input().w(),
                    network.output().c() / 2,
                    network.parameters(),
                    network.multiplyAdds(),
                    Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Expected the model file that was just written, received " + file + " (" + e
                            + "). Fix: leave the folder alone while an experiment runs.",
                    e);
        }
    }

    private RunResult.Data data() {
        return new RunResult.Data(
                pictures.source(),
                pictures.split(),
                pictures.seed(),
                pictures.trained(),
                pictures.choosing(),
                pictures.heldOut().size());
    }

    private RunResult.Effort effort(ExperimentRun run, Trained trained) {
        List<RunCurve.Step> steps = trained.curve().steps();
        return new RunResult.Effort(
                training.describe(),
                run.recipe().epochs(),
                run.preset().batch(),
                steps.isEmpty() ? 0 : steps.get(steps.size() - 1).steps(),
                Long.parseLong(trained.cascade().provenance().getOrDefault("level1.steps", "0")),
                trained.curve().seconds(),
                trained.imagesPerSecond());
    }

    private RunResult.Timing timing(LandmarkCascade cascade) {
        say("timing single pictures");
        try (Backend one = single.get()) {
            InferenceTiming timing =
                    InferenceTiming.measure(cascade, one, LandmarkDrawing.picture(pictures.heldOut(), 0));
            return new RunResult.Timing(
                    timing.device(),
                    timing.latency(InferenceTiming.FORWARD).p50Micros(),
                    timing.latency(InferenceTiming.FROM_PICTURE).p50Micros(),
                    timing.latency(InferenceTiming.FROM_JPEG).p50Micros());
        }
    }

    private List<RunResult.Predicted> predictions(LandmarkCascade cascade) {
        PictureSet set = pictures.heldOut();
        List<Integer> all = IntStream.range(0, set.size()).boxed().toList();
        List<Prediction> predictions;
        try (CascadePredictor predictor = cascade.predictor(training, BATCH);
                Progress progress = style.open("judging", "pictures", 0, set.size(), err)) {
            predictions = predictor.predict(set, all, progress::report);
        }
        return all.stream()
                .map(i -> new RunResult.Predicted(
                        set.name(i),
                        set.width(i),
                        set.height(i),
                        set.landmarks(i),
                        predictions.get(i).points()))
                .toList();
    }

    private void say(String text) {
        err.println(text);
        err.flush();
    }
}
