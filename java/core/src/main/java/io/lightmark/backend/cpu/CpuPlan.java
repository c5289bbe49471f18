package io.lightmark.backend.cpu;

import io.lightmark.backend.GuardedPlan;
import io.lightmark.backend.HostBlock;
import io.lightmark.backend.PlanValues;
import io.lightmark.error.DeviceException;
import io.lightmark.graph.MemoryLayout;
import io.lightmark.graph.PlanReport;
import io.lightmark.graph.Program;
import io.lightmark.graph.Value;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * A program made ready on the processor: the host block on the Java side, everything else behind one native handle.
 * Every method takes the plan's lock, so a close on another thread waits for the run that is under way.
 */
public final class CpuPlan implements GuardedPlan {
    private final CpuBackend backend;
    private final Program program;
    private final MemoryLayout layout;
    private final HostBlock host;
    private final PlanReport report;
    private long handle;

    private CpuPlan(CpuBackend backend, Program program, MemoryLayout layout, HostBlock host, long handle) {
        this.backend = backend;
        this.program = program;
        this.layout = layout;
        this.host = host;
        this.handle = handle;
        this.report = PlanReport.of(program, layout);
    }

    static CpuPlan create(CpuBackend backend, long pool, SimdLevel simd, Program program) {
        MemoryLayout layout = MemoryLayout.of(program);
        HostBlock host = new HostBlock(program, layout);
        long[] words = ProgramEncoder.encode(program, layout);
        long handle = NativeLightmark.planCreate(
                pool, simd.ordinal(), words, words.length, host.bytes(), layout.hostBytes(), layout.arenaBytes());
        if (handle == 0) {
            String error = NativeLightmark.lastError();
            throw new DeviceException(
                    "to make a plan of " + layout.arenaBytes() + " bytes",
                    "'" + error + "'",
                    error.equals("out of memory")
                            ? "use a smaller batch, or free memory."
                            : "report this as a bug, with the message.");
        }
        return new CpuPlan(backend, program, layout, host, handle);
    }

    @Override
    public Program program() {
        return program;
    }

    @Override
    public PlanReport report() {
        return report;
    }

    @Override
    public synchronized ByteBuffer buffer(Value value) {
        openHandle();
        PlanValues.requireBuffer(program, value);
        return host.buffer(value);
    }

    /** Kernels read the host block in place. */
    @Override
    public synchronized void upload(Value value) {
        openHandle();
        PlanValues.requireUploadable(program, value);
    }

    @Override
    public synchronized void write(Value value, float[] data) {
        long plan = openHandle();
        PlanValues.requireWritable(program, value, data);
        if (value.role().isHostVisible()) {
            host.buffer(value).asFloatBuffer().put(data);
        } else {
            require(NativeLightmark.planWrite(plan, layout.offset(value), data, data.length) == 0);
        }
    }

    @Override
    public synchronized void read(Value value, float[] data) {
        long plan = openHandle();
        PlanValues.requireReadable(program, value, data);
        if (value.role().isHostVisible()) {
            host.buffer(value).asFloatBuffer().get(data);
        } else {
            require(NativeLightmark.planRead(plan, layout.offset(value), data, data.length) == 0);
        }
    }

    @Override
    public synchronized void run() {
        try {
            require(NativeLightmark.planRun(openHandle()) == 0);
        } finally {
            Reference.reachabilityFence(host);
        }
    }

    @Override
    public synchronized void poison() {
        NativeLightmark.planPoison(openHandle());
        host.poisonOutputs();
    }

    @Override
    public synchronized void checkGuards() {
        intact("arena", NativeLightmark.planDamagedGuard(openHandle()));
        intact("host block", host.damagedGuard());
    }

    @Override
    public synchronized void close() {
        if (handle != 0) {
            NativeLightmark.planDestroy(handle);
            handle = 0;
            backend.planClosed();
        }
    }

    private long openHandle() {
        if (handle == 0) {
            throw new IllegalStateException(
                    "Expected an open plan, received a closed one. Fix: use a plan only before its close().");
        }
        return handle;
    }

    private static void require(boolean succeeded) {
        if (!succeeded) {
            throw new DeviceException(
                    "the native call to succeed",
                    "'" + NativeLightmark.lastError() + "'",
                    "report this with the program that shows it.");
        }
    }

    private static void intact(String where, long damaged) {
        if (damaged < -1) {
            throw new IllegalStateException(
                    "Expected memory to check the guard bytes of the " + where + ", received none. Fix: free memory.");
        }
        if (damaged >= 0) {
            throw new IllegalStateException(
                    "Expected untouched guard bytes around every value, received a change at byte "
                            + damaged + " of the " + where
                            + ". Fix: find the kernel that writes outside its operands, running the steps one by one.");
        }
    }
}
