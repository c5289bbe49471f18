package io.lightmark.backend.cuda;

import io.lightmark.backend.cuda.driver.DeviceMemory;
import io.lightmark.backend.cuda.driver.DeviceScope;
import io.lightmark.backend.cuda.driver.Driver;
import io.lightmark.backend.cuda.driver.Event;
import io.lightmark.backend.cuda.driver.Graph;
import io.lightmark.backend.cuda.driver.Stream;
import io.lightmark.backend.cuda.kernel.CudaArrays;
import io.lightmark.backend.cuda.kernel.StepProvider;
import io.lightmark.op.Operand;
import java.util.HashMap;
import java.util.Map;

/** Runs a step on memory of its own, outside any plan, as a recorded graph like a plan's. */
final class StepTimer {
    private static final int REPETITIONS = 7;
    private static final int ALIGNMENT = 256;

    /** In every float 0.0115: like a weight or an activation, and no overflow anywhere. */
    private static final byte FILL = 0x3c;

    private final Stream stream;
    private final KernelLibrary kernels;

    /** @param stream what the timed work is put on; waits for what it has to do */
    StepTimer(Stream stream, KernelLibrary kernels) {
        this.stream = stream;
        this.kernels = kernels;
    }

    /** The shortest time of a few runs in milliseconds. Fails as a plan with this step would. */
    float milliseconds(StepProblem problem, StepProvider provider) {
        try (DeviceScope scope = new DeviceScope()) {
            Graph graph = rehearsed(problem, provider, scope);
            Event start = scope.own(Event.create());
            Event end = scope.own(Event.create());
            float shortest = Float.POSITIVE_INFINITY;
            for (int i = 0; i < REPETITIONS; i++) {
                start.record(stream);
                graph.launch(stream);
                end.record(stream);
                shortest = Math.min(shortest, end.millisecondsSince(start));
            }
            return shortest;
        }
    }

    /** Runs a step once directly and once recorded. Fails as a plan with this step would. */
    void rehearse(StepProblem problem, StepProvider provider) {
        try (DeviceScope scope = new DeviceScope()) {
            rehearsed(problem, provider, scope);
        }
    }

    /** Libraries load kernels when they first need them, which a recording does not allow; so they run before. */
    private Graph rehearsed(StepProblem problem, StepProvider provider, DeviceScope scope) {
        CudaArrays arrays = scratch(problem, scope);
        StepLaunches launches = StepLaunches.of(
                into -> into.step("a rehearsal", problem.op(), problem.pass(), arrays, provider),
                scope,
                kernels,
                stream);
        String what = "a rehearsal of " + problem.describe();
        scope.own(() -> waitBeforeRelease(what));
        launches.enqueue(stream);
        stream.synchronize(what);
        Graph graph = scope.own(stream.capture(what, () -> launches.enqueue(stream)));
        graph.launch(stream);
        stream.synchronize(what);
        return graph;
    }

    /** A call that fails leaves work on the stream, whose memory is about to be given back. */
    private void waitBeforeRelease(String what) {
        if (!Driver.isLost()) {
            stream.synchronize(what);
        }
    }

    private CudaArrays scratch(StepProblem problem, DeviceScope scope) {
        Map<String, Long> offsets = new HashMap<>();
        long bytes = 0;
        for (Operand operand : problem.operands()) {
            offsets.put(operand.name(), bytes);
            bytes += (operand.bytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
        DeviceMemory memory = scope.own(DeviceMemory.allocate(bytes, "a rehearsal of " + problem.describe()));
        memory.fill(stream, 0, memory.bytes(), FILL);
        stream.synchronize("the contents for a rehearsal");
        offsets.replaceAll((name, offset) -> memory.address() + offset);
        return new CudaArrays(offsets);
    }
}
