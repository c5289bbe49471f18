package io.lightmark.cli.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a training end in good order when the process is told to stop (Ctrl-C, SIGTERM): the training thread is
 * interrupted, which makes it save a checkpoint, and the process waits for that before it ends.
 */
public final class InterruptGuard {
    private static final long LONGEST_WAIT_SECONDS = 60;

    private InterruptGuard() {}

    /**
     * Runs a training on the calling thread.
     *
     * @param farewell what to do once a training that was told to stop has ended: tells people how to resume
     */
    public static <T> T run(Supplier<T> training, Runnable farewell) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread trainer = Thread.currentThread();
        Thread hook = new Thread(
                () -> {
                    trainer.interrupt();
                    if (await(ended)) {
                        farewell.run();
                    }
                },
                "lightmark-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return training.get();
        } finally {
            ended.countDown();
            disarm(hook);
        }
    }

    private static void disarm(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The process is ending: the hook is running and has just been released.
            return;
        }
    }

    private static boolean await(CountDownLatch ended) {
        try {
            return ended.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
