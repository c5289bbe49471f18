package io.lightmark.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InterleavedTest {
    /** A contender that writes down when it runs. */
    private record Recorder(String name, List<String> runs, float... result) implements Contender {
        @Override
        public String describe() {
            return name;
        }

        @Override
        public void run() {
            runs.add(name);
        }

        @Override
        public void close() {}
    }

    @Test
    void takesTurnsBlockByBlock() {
        List<String> runs = new ArrayList<>();
        Protocol protocol = new Protocol(0, 0, 0, 3);
        Map<String, Timing> timings =
                new Interleaved(protocol).time(List.of(new Recorder("a", runs), new Recorder("b", runs)));
        assertEquals(
                List.of("a", "b", "a", "a", "b", "b", "a", "a", "b", "b", "a", "a", "b", "b"),
                runs,
                "warm-up of each, then blocks of one uncounted and one counted run in turn");
        assertEquals(List.of("a", "b"), List.copyOf(timings.keySet()), "contenders in order");
        for (Timing timing : timings.values()) {
            assertEquals(3, timing.iterations(), "one counted run per block");
            assertEquals(3, timing.blockP50Micros().size(), "blocks");
            assertTrue(timing.p50Micros() >= 0 && timing.p50Micros() <= timing.p99Micros(), () -> "order of " + timing);
        }
    }

    @Test
    void refusesTwoContendersOfOneName() {
        List<String> runs = new ArrayList<>();
        List<Recorder> twins = List.of(new Recorder("a", runs), new Recorder("a", runs));
        Interleaved clock = new Interleaved(new Protocol(0, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> clock.time(twins), "two contenders 'a'");
    }

    static Stream<Arguments> disagreements() {
        return Stream.of(
                Arguments.of("one element off", new float[] {1, 2}, new float[] {1, 2.01f}),
                Arguments.of("NaN", new float[] {1, 2}, new float[] {1, Float.NaN}),
                Arguments.of("NaN on our side", new float[] {Float.NaN, 2}, new float[] {1, 2}),
                Arguments.of("infinite", new float[] {1, 2}, new float[] {Float.POSITIVE_INFINITY, 2}),
                Arguments.of("another length", new float[] {1, 2}, new float[] {1, 2, 3}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("disagreements")
    void disagreementStopsEverything(String name, float[] ours, float[] theirs) {
        List<Recorder> both = List.of(
                new Recorder("ours", new ArrayList<>(), ours), new Recorder("theirs", new ArrayList<>(), theirs));
        assertThrows(IllegalStateException.class, () -> Agreement.require(both, 1e-3), name);
    }

    @Test
    void agreementReportsTheDifference() {
        List<Recorder> both = List.of(
                new Recorder("ours", new ArrayList<>(), 0.5f, -4),
                new Recorder("theirs", new ArrayList<>(), 0.5f, -4.001f));
        assertEquals(0.00025, Agreement.require(both, 1e-3), 1e-7, "0.001 of the largest element 4");
    }
}
