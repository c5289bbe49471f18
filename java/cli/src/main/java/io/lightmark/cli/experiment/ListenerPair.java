package io.lightmark.cli.experiment;

import io.lightmark.cascade.CascadeListener;
import java.nio.file.Path;

/** Two listeners that hear the same, one after the other. */
record ListenerPair(CascadeListener first, CascadeListener second) implements CascadeListener {
    @Override
    public void levelStarted(LevelStart start) {
        first.levelStarted(start);
        second.levelStarted(start);
    }

    @Override
    public void beginsWith(long taken, long weights) {
        first.beginsWith(taken, weights);
        second.beginsWith(taken, weights);
    }

    @Override
    public void levelEnded(LevelEnd end) {
        first.levelEnded(end);
        second.levelEnded(end);
    }

    @Override
    public void preparing(int done, int pictures) {
        first.preparing(done, pictures);
        second.preparing(done, pictures);
    }

    @Override
    public void started(long step, long steps) {
        first.started(step, steps);
        second.started(step, steps);
    }

    @Override
    public void stepped(StepReport report) {
        first.stepped(report);
        second.stepped(report);
    }

    @Override
    public void validated(ValidationReport report) {
        first.validated(report);
        second.validated(report);
    }

    @Override
    public void averaged(AverageReport report) {
        first.averaged(report);
        second.averaged(report);
    }

    @Override
    public void notAveraged(String reason) {
        first.notAveraged(reason);
        second.notAveraged(reason);
    }

    @Override
    public void saved(Path checkpoint) {
        first.saved(checkpoint);
        second.saved(checkpoint);
    }

    @Override
    public void skipped(Path checkpoint, String reason) {
        first.skipped(checkpoint, reason);
        second.skipped(checkpoint, reason);
    }
}
