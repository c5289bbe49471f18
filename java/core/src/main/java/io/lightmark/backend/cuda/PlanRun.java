package io.lightmark.backend.cuda;

import io.lightmark.backend.cuda.driver.DeviceScope;
import io.lightmark.backend.cuda.driver.Graph;
import io.lightmark.backend.cuda.driver.Stream;

/** How a plan's work reaches the device. */
sealed interface PlanRun permits PlanRun.Recorded, PlanRun.OneByOne {
    /** Copies in, computes, copies out, and returns when the outputs are there. */
    void run();

    /**
     * Records the work of a plan.
     *
     * @param pinned whether the host block is locked in memory, so that copies can be recorded too
     * @param scope owns the recorded graph
     */
    static PlanRun recorded(
            Stream stream, HostTransfer transfer, StepLaunches launches, boolean pinned, DeviceScope scope) {
        String what = launches.count() + " kernels of a plan";
        Graph graph = scope.own(stream.capture(what, () -> {
            if (pinned) {
                transfer.in(stream);
            }
            launches.enqueue(stream);
            if (pinned) {
                transfer.out(stream);
            }
        }));
        return new Recorded(stream, transfer, graph, pinned, what);
    }

    /** One launch of a graph. */
    record Recorded(Stream stream, HostTransfer transfer, Graph graph, boolean pinned, String what) implements PlanRun {
        @Override
        public void run() {
            if (!pinned) {
                transfer.in(stream);
            }
            graph.launch(stream);
            if (!pinned) {
                transfer.out(stream);
            }
            stream.synchronize(what);
        }
    }

    /** Kernel after kernel, each awaited, so that a failure names the kernel that caused it. */
    record OneByOne(Stream stream, HostTransfer transfer, StepLaunches launches) implements PlanRun {
        @Override
        public void run() {
            transfer.in(stream);
            stream.synchronize("the copy of the inputs");
            for (int i = 0; i < launches.count(); i++) {
                launches.enqueue(stream, i);
                stream.synchronize("launch " + i + ", " + launches.origin(i));
            }
            transfer.out(stream);
            stream.synchronize("the copy of the outputs");
        }
    }
}
