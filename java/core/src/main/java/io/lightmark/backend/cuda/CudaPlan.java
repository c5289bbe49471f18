package io.lightmark.backend.cuda;

import io.lightmark.backend.GuardedPlan;
import io.lightmark.backend.HostBlock;
import io.lightmark.backend.PlanValues;
import io.lightmark.backend.cuda.driver.DeviceMemory;
import io.lightmark.backend.cuda.driver.DeviceScope;
import io.lightmark.backend.cuda.driver.PinnedBuffer;
import io.lightmark.backend.cuda.driver.Stream;
import io.lightmark.error.CudaException;
import io.lightmark.error.CudaFatalException;
import io.lightmark.graph.MemoryLayout;
import io.lightmark.graph.PlanReport;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import java.nio.ByteBuffer;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program made ready on a CUDA device: inputs in, kernels, outputs out, recorded once as a graph. Every method takes
 * the plan's lock, so a close on another thread waits for the run that is under way.
 */
public final class CudaPlan implements GuardedPlan {
    private static final Logger LOG = LoggerFactory.getLogger(CudaPlan.class);

    private final CudaBackend backend;
    private final Program program;
    private final MemoryLayout layout;
    private final PlanReport report;
    private final DeviceScope scope;
    private final Stream stream;
    private final HostBlock host;
    private final HostTransfer transfer;
    private final DeviceArena mirror;
    private final DeviceArena inner;
    private final PlanRun run;
    private final List<ProviderChoice> choices;
    private boolean closed;

    private CudaPlan(CudaBackend backend, Program program, DeviceScope scope, Stream stream) {
        this.backend = backend;
        this.program = program;
        this.scope = scope;
        this.layout = MemoryLayout.of(program);
        this.host = new HostBlock(program, layout);
        this.stream = stream;
        DeviceMemory mirrored = scope.own(DeviceMemory.allocate(layout.hostBytes(), "inputs and outputs"));
        DeviceMemory arena = scope.own(DeviceMemory.allocate(layout.arenaBytes(), "weights and activations"));
        this.mirror = DeviceArena.mirror(mirrored, stream, program, layout);
        this.inner = DeviceArena.inner(arena, stream, program, layout);
        this.transfer = new HostTransfer(program, layout, host, mirrored);
        PlanProviders providers = new PlanProviders(backend.providers(), stream, scope, backend.kernels());
        StepLaunches launches = StepLaunches.of(program, this::address, providers, scope, backend.kernels(), stream);
        this.report = PlanReport.of(program, layout).withWorkspaceBytes(launches.workspaceBytes());
        this.choices = providers.made();
        boolean pinned = pin(host.exchanged(), scope);
        this.run = backend.options().synchronous()
                ? new PlanRun.OneByOne(stream, transfer, launches)
                : PlanRun.recorded(stream, transfer, launches, pinned, scope);
    }

    /** Makes a plan in the current context. */
    static CudaPlan create(CudaBackend backend, Program program) {
        DeviceScope scope = new DeviceScope();
        Stream stream = scope.own(Stream.create());
        try {
            return new CudaPlan(backend, program, scope, stream);
        } catch (RuntimeException | Error e) {
            DeviceScope.closeAfter(e, () -> release(backend, stream, scope));
            throw e;
        }
    }

    /** Gives everything back, but not before the work that a failure may have left on the stream is done with it. */
    private static void release(CudaBackend backend, Stream stream, DeviceScope scope) {
        DeviceScope inReverse = new DeviceScope();
        inReverse.own(scope::close);
        inReverse.own(stream::drain);
        inReverse.own(backend.context()::makeCurrentForRelease);
        inReverse.close();
    }

    /** Locks host memory; systems limit how much may be locked, and copies work without, only slower. */
    private static boolean pin(ByteBuffer block, DeviceScope scope) {
        try {
            scope.own(PinnedBuffer.of(block));
            return true;
        } catch (CudaFatalException e) {
            throw e;
        } catch (CudaException e) {
            LOG.warn(
                    "Copies to and from the device will be slower: {} bytes of host memory could not be locked. {}",
                    block.capacity(),
                    e.getMessage());
            return false;
        }
    }

    private long address(int id) {
        Value value = program.values().get(id);
        return (value.role().isHostVisible() ? mirror : inner).address(value);
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public PlanReport report() {
        return report;
    }

    /** Who does the problems that both this library's kernels and cuDNN can do; empty where cuDNN is not used. */
    public List<ProviderChoice> choices() {
        return choices;
    }

    @Override
    public synchronized ByteBuffer buffer(Value value) {
        requireOpen();
        PlanValues.requireBuffer(program, value);
        return host.buffer(value);
    }

    @Override
    public synchronized void upload(Value value) {
        enter();
        PlanValues.requireUploadable(program, value);
        transfer.upload(stream, layout.offset(value), value.bytes());
    }

    @Override
    public synchronized void write(Value value, float[] data) {
        enter();
        PlanValues.requireWritable(program, value, data);
        if (value.role().isHostVisible()) {
            host.buffer(value).asFloatBuffer().put(data);
        } else {
            inner.write(value, data);
        }
    }

    @Override
    public synchronized void read(Value value, float[] data) {
        enter();
        PlanValues.requireReadable(program, value, data);
        if (value.role().isHostVisible()) {
            host.buffer(value).asFloatBuffer().get(data);
        } else {
            inner.read(value, data);
        }
    }

    @Override
    public synchronized void run() {
        enter();
        run.run();
    }

    @Override
    public synchronized void poison() {
        enter();
        mirror.poison();
        inner.poison();
        host.poisonOutputs();
    }

    @Override
    public synchronized void checkGuards() {
        enter();
        requireIntact("the device's weights and activations", inner.damagedGuard());
        requireIntact("the device's inputs and outputs", mirror.damagedGuard());
        requireIntact("the host block", host.damagedGuard());
    }

    private static void requireIntact(String where, long damaged) {
        if (damaged >= 0) {
            throw new IllegalStateException(
                    "Expected untouched guard bytes around every value, received a change at byte "
                            + damaged + " of " + where
                            + ". Fix: find the kernel that writes outside its operands, running the steps one by one.");
        }
    }

    /** Every driver call needs the context on its thread. */
    private void enter() {
        requireOpen();
        backend.context().makeCurrent();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "Expected an open plan, received a closed one. Fix: use a plan only before its close().");
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            try {
                release(backend, stream, scope);
            } finally {
                backend.planClosed();
            }
        }
    }
}
