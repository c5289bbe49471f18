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
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;

/** Everything that the steps of a program launch, with the workspace they share and the tables they read. */
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
     * Chooses the launches of a program, loads their kernels and writes their tables.
     *
     * @param addresses device address by value id
     * @param providers who does which step
     * @param scope owns the workspace and the tables
     * @param stream copies the tables
     */
    static StepLaunches of(
            Program program,
            IntToLongFunction addresses,
            PlanProviders providers,
            DeviceScope scope,
            KernelLibrary kernels,
            Stream stream) {
        return of(launches -> collect(program, addresses, providers, launches), scope, kernels, stream);
    }

    /**
     * Loads the kernels of launches and writes their tables.
     *
     * @param collect appends them; called twice, the first time to learn how much memory they need
     * @param scope owns the workspace and the tables
     * @param stream copies the tables
     */
    static StepLaunches of(Consumer<Launches> collect, DeviceScope scope, KernelLibrary kernels, Stream stream) {
        Launches sizing = new Launches(0, 0);
        collect.accept(sizing);
        DeviceMemory workspace = scope.own(DeviceMemory.allocate(sizing.workspaceBytes(), "workspace"));
        DeviceMemory tables = scope.own(DeviceMemory.allocate(sizing.tables().length, "tables of updates"));
        Launches launches = new Launches(workspace.address(), tables.address());
        collect.accept(launches);
        if (launches.tables().length > 0) {
            write(launches.tables(), tables, stream);
        }
        for (Launch launch : launches.all()) {
            if (launch instanceof Launch.Kernel kernel) {
                kernels.module(kernel.module()).require(kernel.function());
            }
        }
        return new StepLaunches(launches, kernels, workspace);
    }

    private static void write(byte[] contents, DeviceMemory tables, Stream stream) {
        ByteBuffer source = ByteBuffer.allocateDirect(contents.length).put(contents);
        tables.write(stream, 0, source, 0, contents.length);
        stream.synchronize("the copy of the tables of updates");
    }

    private static void collect(
            Program program, IntToLongFunction addresses, PlanProviders providers, Launches launches) {
        for (Step step : program.steps()) {
            launches.step(step.label(), step.op(), step.pass(), arrays(step, addresses), providers.of(step));
        }
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

    long workspaceBytes() {
        return workspace.bytes();
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
        } else if (launch instanceof Launch.LibraryCall call) {
            call.enqueue().run();
        }
    }
}
