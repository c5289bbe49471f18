package io.lightmark.cli.training;

import io.lightmark.cascade.CascadeListener;
import io.lightmark.cli.output.Figures;
import io.lightmark.cli.plot.LossCurve;
import io.lightmark.cli.progress.Progress;
import io.lightmark.cli.progress.ProgressStyle;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Shows how a cascade's training goes, and keeps the losses for the curves. Closing ends a display that is open. */
public final class TrainingDisplay implements CascadeListener, AutoCloseable {
    private final ProgressStyle style;
    private final PrintWriter err;
    private final IntConsumer heading;
    private final List<LossCurve> curves = new ArrayList<>();
    private final List<LossCurve.Point> losses = new ArrayList<>();
    private final List<LossCurve.Point> validations = new ArrayList<>();
    private Progress progress = Progress.SILENT;
    private boolean preparing;
    private int announced;
    private LevelStart level = new LevelStart(1, 1, 1, 0, 0, 0, 1, 1);
    private String judged = "";
    private volatile Optional<Path> newest = Optional.empty();
    private long first;
    private long images;
    private double seconds;
    private double imagesPerSecond;

    /**
     * @param heading hears the number of a level before anything of it is shown
     */
    public TrainingDisplay(ProgressStyle style, PrintWriter err, IntConsumer heading) {
        this.style = style;
        this.err = err;
        this.heading = heading;
    }

    @Override
    public void levelStarted(LevelStart start) {
        endDisplay();
        announce(start.level());
        level = start;
        judged = "";
        losses.clear();
        validations.clear();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "level %d of %d: %,d training pictures, %,d choose the weights, %,d steps of %d",
                start.level(),
                start.levels(),
                start.samples(),
                start.validationSamples(),
                start.steps(),
                start.batch()));
        if (start.discarded() > 0) {
            text.append(String.format(
                    Locale.ROOT, "; %,d left out, too far off at level %d", start.discarded(), start.level() - 1));
        }
        if (start.unusable() > 0) {
            text.append(String.format(Locale.ROOT, "; %,d left out, no crop", start.unusable()));
        }
        say(text.toString());
    }

    @Override
    public void beginsWith(long taken, long weights) {
        say(String.format(Locale.ROOT, "begins with %,d of %,d weights of the older model", taken, weights));
    }

    @Override
    public void started(long step, long steps) {
        if (step > 0) {
            say(String.format(Locale.ROOT, "resumed after %,d of %,d steps", step, steps));
        }
        first = step;
        progress = style.open("level " + level.level(), "steps", step, steps, err);
    }

    @Override
    public void stepped(StepReport report) {
        imagesPerSecond = report.imagesPerSecond();
        losses.add(new LossCurve.Point(epoch(report.step() + 1), report.loss()));
        String loss = "loss " + Figures.loss(report.loss());
        String speed = String.format(Locale.ROOT, "%,.0f images/s", report.imagesPerSecond());
        if (judged.isEmpty()) {
            progress.report(report.step() + 1, loss, speed);
        } else {
            progress.report(report.step() + 1, loss, speed, judged);
        }
        if (report.step() + 1 == report.steps()) {
            long done = (report.steps() - first) * level.batch();
            images += done;
            seconds += done / report.imagesPerSecond();
        }
    }

    @Override
    public void validated(ValidationReport report) {
        validations.add(new LossCurve.Point(epoch(report.steps()), report.score()));
        judged = "error " + Figures.percent(report.score()) + (report.best() ? "" : " (not the best)");
    }

    @Override
    public void averaged(AverageReport report) {
        endDisplay();
        say(String.format(
                Locale.ROOT,
                "average of the %d best steps: error %s of the diagonal, %s",
                report.steps(),
                Figures.percent(report.score()),
                report.best() ? "kept" : "left, the best step is better"));
    }

    @Override
    public void notAveraged(String reason) {
        endDisplay();
        say("the best steps are not averaged: " + reason);
    }

    @Override
    public void saved(Path checkpoint) {
        newest = Optional.of(checkpoint);
    }

    @Override
    public void skipped(Path checkpoint, String reason) {
        say("passed over a damaged checkpoint: " + reason);
    }

    @Override
    public void levelEnded(LevelEnd end) {
        endDisplay();
        curves.add(new LossCurve(level.level(), losses, validations));
        say(String.format(
                Locale.ROOT,
                "level %d done: weights of step %,d%s, %,.0f images/s",
                end.level(),
                end.steps(),
                Double.isNaN(end.validationError())
                        ? ""
                        : ", error " + Figures.percent(end.validationError()) + " of the diagonal",
                imagesPerSecond));
    }

    @Override
    public void preparing(int done, int pictures) {
        if (!preparing) {
            endDisplay();
            announce(level.level() + 1);
            progress = style.open("predicting for level " + (level.level() + 1), "pictures", 0, pictures, err);
            preparing = true;
        }
        progress.report(done);
        if (done == pictures) {
            endDisplay();
        }
    }

    /** The loss curves of the levels that are done; of a level that was resumed, what this run saw. */
    public List<LossCurve> curves() {
        return List.copyOf(curves);
    }

    /** The checkpoint written last, if any. */
    public Optional<Path> newestCheckpoint() {
        return newest;
    }

    /** Training pictures per second over all finished levels, validation left out; 0 before the first. */
    public double imagesPerSecond() {
        return seconds > 0 ? images / seconds : 0;
    }

    @Override
    public void close() {
        endDisplay();
    }

    private double epoch(long steps) {
        return (double) steps * level.batch() / level.samples();
    }

    private void announce(int number) {
        if (number > announced) {
            announced = number;
            heading.accept(number);
        }
    }

    private void endDisplay() {
        progress.close();
        progress = Progress.SILENT;
        preparing = false;
    }

    private void say(String text) {
        err.println(text);
        err.flush();
    }
}
