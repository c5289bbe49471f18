package io.lightmark.backend.cuda;

import io.lightmark.backend.Backend;
import io.lightmark.backend.Plan;
import io.lightmark.backend.cuda.driver.LoadedDriver;
import java.util.concurrent.CountDownLatch;

/** Runs in a child: ends the process while threads use the device. */
final class RunUntilExit {
    private static final int THREADS = 4;

    private RunUntilExit() {}

    public static void main(String[] arguments) throws InterruptedException {
        Backend backend = CudaBackend.open(new CudaOptions(LoadedDriver.Kind.STAND_IN, 0, false));
        CountDownLatch running = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(() -> {
                Plan plan = backend.plan(AddProgram.of(5000));
                while (true) {
                    AddProgram.use(plan, 1, 2);
                    running.countDown();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        running.await();
        System.exit(7);
    }
}
