package io.lightmark.backend.cuda;

import io.lightmark.backend.cuda.driver.DeviceMemory;
import io.lightmark.backend.cuda.driver.DeviceScope;
import io.lightmark.backend.cuda.driver.Stream;
import io.lightmark.backend.cuda.kernel.CudaArrays;
import io.lightmark.backend.cuda.kernel.Launch;
import io.lightmark.backend.cuda.kernel.Launches;
import io.lightmark.graph.Program;
import io.lightmark.graph.Step;
import io.lightmark.op.Operand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;

/** Everything that the steps of a program launch, with the workspace they share. */
final class StepLaunches {
    private final List<Launch> launches;
    private final List<String> origins;
    private final KernelLibrary kernels;
    private final DeviceMemory workspace;

    private StepLaunches(Launches launches, KernelLibrary kernels, DeviceMemory workspace) {
        this.launches = launches.all();
        this.origins = launches.origins();
        this.kernels = kernels;
        this.workspace = workspace;
    }

    /**
     * Chooses the launches of a program and loads their kernels.
     *
     * @param addresses device address by value id
     * @param scope owns the workspace
     */
    static StepLaunches of(Program program, IntToLongFunction addresses, DeviceScope scope, KernelLibrary kernels) {
        long bytes = collect(program, addresses, 0).workspaceBytes();
        DeviceMemory workspace = scope.own(DeviceMemory.allocate(bytes, "workspace"));
        Launches launches = collect(program, addresses, workspace.address());
        for (Launch launch : launches.all()) {
            if (launch instanceof Launch.Kernel kernel) {
                kernels.module(kernel.module()).require(kernel.function());
            }
        }
        return new StepLaunches(launches, kernels, workspace);
    }

    private static Launches collect(Program program, IntToLongFunction addresses, long workspace) {
        Launches launches = new Launches(workspace);
        for (Step step : program.steps()) {
            launches.step(step.label(), step.op(), step.pass(), arrays(step, addresses));
        }
        return launches;
    }

    private static CudaArrays arrays(Step step, IntToLongFunction addresses) {
        List<Operand> operands = step.op().operands(step.pass());
        Map<String, Long> byName = new HashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            int id = step.values().get(i);
            if (id != Step.OMITTED) {
                byName.put(operands.get(i).name(), addresses.applyAsLong(id));
            }
        }
        return new CudaArrays(byName);
    }

    int count() {
        return launches.size();
    }

    /** Which step a launch belongs to. */
    String origin(int index) {
        return origins.get(index);
    }

    /** Puts all launches on a stream. */
    void enqueue(Stream stream) {
        for (int i = 0; i < launches.size(); i++) {
            enqueue(stream, i);
        }
    }

    /** Puts one launch on a stream. */
    void enqueue(Stream stream, int index) {
        Launch launch = launches.get(index);
        if (launch instanceof Launch.Kernel kernel) {
            kernels.module(kernel.module()).launch(stream, kernel, origins.get(index));
        } else if (launch instanceof Launch.Clear clear) {
            workspace.fill(stream, clear.address() - workspace.address(), clear.bytes(), (byte) 0);
        }
    }
}
