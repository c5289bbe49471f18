package io.lightmark.cli.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lightmark.cli.progress.ProgressStyle;
import io.lightmark.train.TrainingListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person reads of the average of the best steps. */
final class TrainingDisplayTest {
    private final StringWriter text = new StringWriter();

    private TrainingDisplay display() {
        return new TrainingDisplay(ProgressStyle.NONE, new PrintWriter(text, true), level -> {});
    }

    @Test
    void tellsWhatBecameOfTheAverage() {
        try (TrainingDisplay display = display()) {
            display.averaged(new TrainingListener.AverageReport(3, 0.0125, true));
            display.averaged(new TrainingListener.AverageReport(2, 0.0125, false));
            display.notAveraged("too few");
        }
        assertEquals(
                List.of(
                        "average of the 3 best steps: error 1.250 % of the diagonal, kept",
                        "average of the 2 best steps: error 1.250 % of the diagonal, left, the best step is better",
                        "the best steps are not averaged: too few"),
                text.toString().lines().toList());
    }
}
