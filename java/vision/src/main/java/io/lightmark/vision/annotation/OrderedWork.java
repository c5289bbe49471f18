package io.lightmark.vision.annotation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Work on many items with several threads whose results come out in the items' order. At most twice as many results as
 * threads exist at a time: who takes them slowly slows the work down instead of filling the memory.
 */
final class OrderedWork {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private OrderedWork() {}

    /**
     * Runs until all results are taken. If the work or the taker fails, nothing more is started and the failure is
     * thrown; the threads are gone in any case.
     */
    static <T, R> void run(List<T> items, int threads, Function<T, R> work, Consumer<R> taker) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "lightmark-read-" + NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            Deque<Future<R>> running = new ArrayDeque<>();
            for (T item : items) {
                if (running.size() == 2 * threads) {
                    taker.accept(result(running.remove()));
                }
                running.add(pool.submit(() -> work.apply(item)));
            }
            while (!running.isEmpty()) {
                taker.accept(result(running.remove()));
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (failed.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "Expected to read on, received an interruption. Fix: start the reading again.", interrupted);
        }
    }
}
