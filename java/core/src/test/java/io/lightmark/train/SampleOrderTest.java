package io.lightmark.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleOrderTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
    void everyEpochVisitsEverySampleOnce(int size) {
        SampleOrder order = new SampleOrder(5, size);
        for (int epoch = 0; epoch < 3; epoch++) {
            List<Integer> visited = epoch(order, epoch, size).stream().sorted().toList();
            assertEquals(IntStream.range(0, size).boxed().toList(), visited, size + " samples, epoch " + epoch);
        }
    }

    @Test
    void epochsAndSeedsDiffer() {
        List<Integer> first = epoch(new SampleOrder(5, 100), 0, 100);
        assertNotEquals(first, epoch(new SampleOrder(5, 100), 1, 100), "next epoch");
        assertNotEquals(first, epoch(new SampleOrder(6, 100), 0, 100), "other seed");
        assertNotEquals(first, first.stream().sorted().toList(), "sorted");
    }

    @Test
    void anOrderEnteredInTheMiddleIsTheSame() {
        SampleOrder whole = new SampleOrder(9, 37);
        List<Integer> all = LongStream.range(0, 200).mapToObj(whole::at).toList();
        for (int start = 0; start < 200; start += 13) {
            SampleOrder entered = new SampleOrder(9, 37);
            List<Integer> rest =
                    LongStream.range(start, 200).mapToObj(entered::at).toList();
            assertEquals(all.subList(start, 200), rest, "from " + start);
        }
    }

    @Test
    void noSamplesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SampleOrder(1, 0));
    }

    private static List<Integer> epoch(SampleOrder order, int epoch, int size) {
        return LongStream.range((long) epoch * size, (epoch + 1L) * size)
                .mapToObj(order::at)
                .toList();
    }
}
