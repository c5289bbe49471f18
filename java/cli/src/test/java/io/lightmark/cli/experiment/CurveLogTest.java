package io.lightmark.cli.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.train.TrainingListener.StepReport;
import io.lightmark.train.TrainingListener.ValidationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The curve of a run that was cut off and resumed is the one of a run that was not. */
final class CurveLogTest {
    @TempDir
    private Path folder = Path.of("");

    private long now = 1_000_000_000;

    @Test
    void aResumedRunGoesOnAfterItsCheckpoint() throws IOException {
        Path whole = folder.resolve("whole.csv");
        Path cut = folder.resolve("cut.csv");
        write(whole, 0, 8);
        write(cut, 0, 5);
        Files.writeString(cut, "step,6,0.1,1.0E", StandardOpenOption.APPEND);
        write(cut, 4, 8);
        RunCurve expected = RunCurve.of(whole);
        RunCurve received = RunCurve.of(cut);
        assertEquals(8, expected.steps().size(), expected::toString);
        assertEquals(4, expected.validations().size(), expected::toString);
        assertEquals(expected.steps(), received.steps());
        assertEquals(expected.validations(), received.validations());
        assertEquals(expected.seconds(), received.seconds(), 1e-9, "seconds of both attempts that count");
    }

    @Test
    void aFreshRunForgetsAnEarlierOne() {
        Path file = folder.resolve("again.csv");
        write(file, 0, 8);
        write(file, 0, 2);
        assertEquals(
                List.of(1L, 2L),
                RunCurve.of(file).steps().stream().map(RunCurve.Step::steps).toList());
    }

    @Test
    void valuesComeBackExactly() {
        Path file = folder.resolve("exact.csv");
        write(file, 0, 1);
        RunCurve.Step step = RunCurve.of(file).steps().get(0);
        assertEquals(loss(0), (float) step.loss());
        assertEquals(rate(0), (float) step.rate());
    }

    @Test
    void noFileIsAnEmptyCurve() {
        assertEquals(new RunCurve(List.of(), List.of(), 0), RunCurve.of(folder.resolve("none.csv")));
    }

    /** A quarter of a second a step, a validation every other. */
    private void write(Path file, int from, int to) {
        try (CurveLog log = new CurveLog(file, () -> now)) {
            log.started(from, 8);
            for (int step = from; step < to; step++) {
                now += 250_000_000;
                log.stepped(new StepReport(step, 8, 0, loss(step), rate(step), 100));
                if (step % 2 == 1) {
                    log.validated(new ValidationReport(step + 1, 0, 0.1 / (step + 1), true));
                }
            }
        }
    }

    private static float loss(int step) {
        return 1 / (step + 3f);
    }

    private static float rate(int step) {
        return 1e-5f / (step + 1);
    }
}
