package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    @ParameterizedTest
    @CsvSource({
        "0, 100000, 1e-3",
        "79999, 100000, 1e-3",
        "80000, 100000, 1e-4",
        "99999, 100000, 1e-4",
        "79, 100, 1e-3",
        "80, 100, 1e-4",
        "0, 1, 1e-3"
    })
    void theSeedDividesByTenAfterFourFifths(long step, long steps, float expected) {
        float rate = TrainingPreset.SEED.schedule().rate(step, steps);
        assertEquals(expected, rate, 1e-9f, "step " + step + " of " + steps);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.1", "9, 1.0", "54, 0.55", "99, 0.1"})
    void cosineRisesThenFallsToItsFloor(long step, double share) {
        Schedule schedule = new Schedule.Cosine(2, 0.1, 0.1);
        assertEquals(2 * share, schedule.rate(step, 100), 1e-6, "step " + step);
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "24, 1", "25, 0.5", "49, 0.5", "50, 0.25", "75, 0.125", "99, 0.125"})
    void stepsAreEquallyLong(long step, double share) {
        assertEquals(3 * share, new Schedule.Step(3, 0.5f, 0.25).rate(step, 100), 1e-6, "step " + step);
    }

    /** Parts whose length is no whole number of steps begin at the first step behind their share. */
    @ParameterizedTest
    @CsvSource({
        "0.3333333333333333, 100, 33, 0",
        "0.3333333333333333, 100, 34, 1",
        "0.3333333333333333, 100, 66, 1",
        "0.3333333333333333, 100, 67, 2",
        "0.3333333333333333, 100, 99, 2",
        "0.07, 100, 6, 0",
        "0.07, 100, 7, 1",
        "0.5, 3, 1, 0",
        "0.5, 3, 2, 1",
        "0.1, 2, 1, 5"
    })
    void partsNeedNotBeWholeSteps(double every, long steps, long step, int drops) {
        float rate = new Schedule.Step(2, 0.1f, every).rate(step, steps);
        assertEquals(2 * Math.pow(0.1f, drops), rate, 1e-9, "step " + step);
    }

    @Test
    void anotherRateKeepsTheCourse() {
        List<Schedule> schedules = List.of(
                new Schedule.Constant(1),
                new Schedule.MultiStep(1, 0.5f, List.of(0.25, 0.75)),
                new Schedule.Step(1, 0.5f, 0.3),
                new Schedule.WarmUp(new Schedule.Step(1, 0.5f, 0.5), 0.2),
                new Schedule.Cosine(1, 0.1, 0.01));
        for (Schedule schedule : schedules) {
            for (long step = 0; step < 20; step++) {
                assertEquals(
                        3 * schedule.rate(step, 20),
                        schedule.withRate(3).rate(step, 20),
                        1e-6,
                        schedule + " at " + step);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0.1", "4, 0.5", "9, 1", "10, 1", "49, 1", "50, 0.1", "99, 0.1"})
    void anyScheduleCanWarmUp(long step, double share) {
        Schedule schedule = new Schedule.WarmUp(new Schedule.MultiStep(2, 0.1f, List.of(0.5)), 0.1);
        assertEquals(2 * share, schedule.rate(step, 100), 1e-6, "step " + step);
    }

    @Test
    void everyScheduleStaysPositiveOverAnyRun() {
        List<Schedule> schedules = List.of(
                new Schedule.Constant(0.1f),
                new Schedule.MultiStep(0.1f, 0.5f, List.of(0.25, 0.5, 0.75)),
                new Schedule.Step(0.1f, 0.5f, 0.3),
                new Schedule.WarmUp(new Schedule.Constant(0.1f), 0.5),
                new Schedule.Cosine(0.1f, 0.05, 0.01),
                new Schedule.Cosine(0.1f, 0, 0.01));
        for (Schedule schedule : schedules) {
            for (long steps : new long[] {1, 2, 3, 10, 1001}) {
                for (long step = 0; step < steps; step++) {
                    float rate = schedule.rate(step, steps);
                    assertTrue(rate > 0 && rate <= 0.1f, schedule + " at " + step + " of " + steps + ": " + rate);
                }
            }
        }
    }

    @Test
    void impossibleRatesAreRefused() {
        for (float rate : new float[] {0, -1, Float.NaN, Float.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> new Schedule.Constant(rate), "rate " + rate);
            assertThrows(IllegalArgumentException.class, () -> new Schedule.Cosine(rate, 0.1, 0), "rate " + rate);
        }
        assertThrows(IllegalArgumentException.class, () -> new Schedule.Cosine(1, 1, 0), "warm-up 1");
        Schedule constant = new Schedule.Constant(1);
        assertThrows(IllegalArgumentException.class, () -> new Schedule.WarmUp(constant, 1), "warm-up 1");
        assertThrows(IllegalArgumentException.class, () -> new Schedule.Step(1, 0.5f, 0), "no part");
    }
}
