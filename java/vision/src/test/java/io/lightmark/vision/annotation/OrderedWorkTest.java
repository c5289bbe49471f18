package io.lightmark.vision.annotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderedWorkTest {
    @ParameterizedTest(name = "{0} threads")
    @ValueSource(ints = {1, 2, 3, 7})
    void resultsComeInOrderAndFewAtATime(int threads) {
        List<Integer> items = IntStream.range(0, 500).boxed().toList();
        List<Integer> taken = new ArrayList<>();
        AtomicInteger waiting = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        OrderedWork.run(
                items,
                threads,
                item -> {
                    most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
                    return item * item;
                },
                result -> {
                    waiting.decrementAndGet();
                    taken.add(result);
                });
        assertEquals(items.stream().map(i -> i * i).toList(), taken);
        assertTrue(most.get() <= 2 * threads + 1, most + " results at a time");
    }

    @Test
    void aFailureOfTheWorkIsThrownAsItIs() {
        IllegalArgumentException failure = new IllegalArgumentException("item 3");
        List<Integer> taken = new ArrayList<>();
        IllegalArgumentException thrown = assertThrows(
                IllegalArgumentException.class,
                () -> OrderedWork.run(
                        List.of(1, 2, 3, 4),
                        2,
                        item -> {
                            if (item == 3) {
                                throw failure;
                            }
                            return item;
                        },
                        taken::add));
        assertSame(failure, thrown);
        assertEquals(List.of(1, 2), taken);
    }

    @Test
    void aFailureOfTheTakerStopsTheWork() {
        AtomicInteger done = new AtomicInteger();
        assertThrows(
                IllegalStateException.class,
                () -> OrderedWork.run(IntStream.range(0, 1000).boxed().toList(), 2, i -> done.incrementAndGet(), r -> {
                    throw new IllegalStateException("full");
                }));
        assertTrue(done.get() <= 5, done + " items were worked on");
    }
}
