package io.lightmark.cli.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a training end in good order when the process is told to stop (Ctrl-C, SIGTERM): the training thread is
 * interrupted, which makes it save a checkpoint, and the process waits for that before it ends.
 */
public final class InterruptGuard implements AutoCloseable {
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private InterruptGuard(Thread training, Runnable farewell) {
        this.hook = new Thread(
                () -> {
                    training.interrupt();
                    if (await()) {
                        farewell.run();
                    }
                },
                "lightmark-interrupt");
    }

    /**
     * Guards what the calling thread does until this is closed.
     *
     * @param farewell what to do once the training has ended: tells people how to resume
     */
    public static InterruptGuard arm(Runnable farewell) {
        InterruptGuard guard = new InterruptGuard(Thread.currentThread(), farewell);
        Runtime.getRuntime().addShutdownHook(guard.hook);
        return guard;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The process is ending: the hook is running and has just been released.
            return;
        }
    }

    private boolean await() {
        try {
            return ended.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
