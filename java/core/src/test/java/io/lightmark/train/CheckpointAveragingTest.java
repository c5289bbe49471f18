package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.device.Devices;
import io.lightmark.error.DeviceException;
import io.lightmark.graph.Program;
import io.lightmark.nn.Network;
import io.lightmark.nn.Weights;
import io.lightmark.testing.TinyNetworks;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Which steps are averaged at the end of a run, and when their average is its result. */
class CheckpointAveragingTest {
    private static final Network NETWORK = TinyNetworks.network(5);
    private static final RandomPixels SOURCE = new RandomPixels(9, NETWORK.input(), 10);
    private static final int BATCHES = 3;
    private static final TrainingPreset PRESET = TrainingPreset.DEFAULT
            .withBatch(4)
            .withSteps(6)
            .withRefinement(Refinement.NONE.withAveraging(new CheckpointAveraging(3, BATCHES)));

    /** Scores of the six steps: the second, fifth and third are best. */
    private static final double[] SCORES = {5, 1, 3, 4, 2, 6};

    private final List<Weights> judged = new ArrayList<>();
    private final List<TrainingListener.AverageReport> reports = new ArrayList<>();

    private final List<String> reasons = new ArrayList<>();

    /** A device with room for one plan at a time, and for a limited number of plans in all. */
    private static final class SmallDevice implements Backend {
        private final Backend device;
        private int room;
        private boolean isFull;

        SmallDevice(Backend device, int room) {
            this.device = device;
            this.room = room;
        }

        @Override
        public String name() {
            return "small " + device.name();
        }

        @Override
        public String describe() {
            return "small " + device.describe();
        }

        @Override
        public Plan plan(Program program) {
            if (isFull || room == 0) {
                throw new DeviceException("room for a plan", "a device that is full", "free memory.");
            }
            isFull = true;
            room--;
            Plan plan = device.plan(program);
            return (Plan) Proxy.newProxyInstance(
                    SmallDevice.class.getClassLoader(), new Class<?>[] {Plan.class}, (proxy, method, arguments) -> {
                        isFull &= !method.getName().equals("close");
                        return method.invoke(plan, arguments);
                    });
        }

        @Override
        public void close() {
            device.close();
        }
    }

    private TrainingResult train(Backend backend, double scoreOfTheAverage) {
        return train(backend, scoreOfTheAverage, 1);
    }

    private TrainingResult train(Backend backend, double scoreOfTheAverage, long validateEvery) {
        Validation validation = weights -> {
            judged.add(weights);
            return judged.size() <= SCORES.length ? SCORES[judged.size() - 1] : scoreOfTheAverage;
        };
        TrainingListener listener = new TrainingListener() {
            @Override
            public void averaged(AverageReport report) {
                reports.add(report);
            }

            @Override
            public void notAveraged(String reason) {
                reasons.add(reason);
            }
        };
        TrainingOptions options = TrainingOptions.of(PRESET, 5).withValidation(validateEvery);
        return Trainer.train(backend, NETWORK, SOURCE, Optional.of(validation), options, listener);
    }

    @Test
    void aBetterAverageOfTheBestStepsIsTheResult() {
        try (Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            TrainingResult result = train(backend, 0.5);
            Weights average = WeightAverage.of(NETWORK, List.of(judged.get(1), judged.get(4), judged.get(2)));
            Weights expected = NormRecalibration.recalibrate(backend, NETWORK, average, SOURCE, PRESET, BATCHES, 5);
            assertSame(expected, judged.get(6));
            assertSame(expected, result.weights());
            assertEquals(OptionalDouble.of(0.5), result.bestScore());
            assertEquals(2, result.bestSteps());
            assertEquals(List.of(new TrainingListener.AverageReport(3, 0.5, true)), reports);
        }
    }

    @Test
    void aWorseAverageIsNot() {
        try (Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            TrainingResult result = train(backend, 1.5);
            assertSame(judged.get(1), result.weights());
            assertEquals(OptionalDouble.of(1), result.bestScore());
            assertEquals(List.of(new TrainingListener.AverageReport(3, 1.5, false)), reports);
        }
    }

    @Test
    void theAverageIsMeasuredOnceTheTrainingHasGivenItsMemoryBack() {
        try (Backend backend = new SmallDevice(Devices.open(Devices.CPU, 1).backend(), 2)) {
            assertEquals(OptionalDouble.of(0.5), train(backend, 0.5).bestScore());
            assertEquals(List.of(), reasons);
        }
    }

    @Test
    void aDeviceWithoutRoomForTheAverageCostsTheAverageOnly() {
        try (Backend backend = new SmallDevice(Devices.open(Devices.CPU, 1).backend(), 1)) {
            TrainingResult result = train(backend, 0.5);
            assertSame(judged.get(1), result.weights());
            assertEquals(OptionalDouble.of(1), result.bestScore());
            assertEquals(
                    List.of("Expected room for a plan, received a device that is full. Fix: free memory."), reasons);
            assertEquals(List.of(), reports);
        }
    }

    @Test
    void tooFewValidationsAreReported() {
        try (Backend backend = Devices.open(Devices.CPU, 1).backend()) {
            TrainingResult result = train(backend, 0.5, PRESET.steps());
            assertSame(judged.get(0), result.weights());
            assertEquals(1, reasons.size());
            assertTrue(reasons.get(0).contains("two validated steps to average, received 1. Fix: "), reasons.get(0));
        }
    }

    @Test
    void theBestStepsAreKeptInOrder() {
        BestSteps best = new BestSteps(2);
        Weights weights = PRESET.initialization().draw(NETWORK, 1);
        assertEquals(true, best.offer(new BestSteps.Entry(10, 3, weights)));
        assertEquals(true, best.offer(new BestSteps.Entry(20, 2, weights)));
        assertEquals(false, best.offer(new BestSteps.Entry(30, 3, weights)), "a later step of the same score");
        assertEquals(true, best.offer(new BestSteps.Entry(40, 1, weights)));
        assertEquals(
                List.of(40L, 20L),
                best.entries().stream().map(BestSteps.Entry::steps).toList());
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CheckpointAveraging(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new CheckpointAveraging(2, 0));
    }

    private static void assertSame(Weights expected, Weights received) {
        expected.asMap()
                .forEach((name, tensor) ->
                        assertArrayEquals(tensor.data(), received.get(name).data(), name));
    }
}
