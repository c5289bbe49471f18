package io.lightmark.backend.cpu;

import io.lightmark.backend.Backend;
import io.lightmark.error.DeviceException;
import io.lightmark.graph.Program;
import java.util.Map;

/**
 * Runs programs on the processor with kernels of our own, a whole program in one native call. The backend owns the
 * worker threads that its plans share; plans of one backend therefore run one after another.
 *
 * <p>Native memory is never freed behind the user's back: what is not closed stays visible in {@link #liveBytes()}.
 */
public final class CpuBackend implements Backend {
    private final CpuOptions options;
    private long pool;
    private int openPlans;

    private CpuBackend(CpuOptions options, long pool) {
        this.options = options;
        this.pool = pool;
    }

    /**
     * Starts the worker threads.
     *
     * @throws DeviceException if the native library cannot be loaded, or the processor lacks the instruction set
     */
    public static CpuBackend open(CpuOptions options) {
        NativeLibrary.load();
        SimdLevel best = SimdLevel.best();
        if (options.simd().compareTo(best) > 0) {
            throw new DeviceException(
                    "a processor with " + options.simd().label(),
                    "one with " + best.label() + " at most",
                    "choose SimdLevel." + best + " or SimdLevel.best().");
        }
        long pool = NativeLightmark.poolCreate(options.threads());
        if (pool == 0) {
            throw new DeviceException(
                    "to start " + (options.threads() - 1) + " worker threads",
                    "'" + NativeLightmark.lastError() + "'",
                    "use fewer threads or raise the limit of the system (ulimit -u).");
        }
        return new CpuBackend(options, pool);
    }

    /** Bytes of native memory that the plans and thread pools of this process hold now; 0 when all are closed. */
    public static long liveBytes() {
        NativeLibrary.load();
        return NativeLightmark.liveBytes();
    }

    public CpuOptions options() {
        return options;
    }

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public String describe() {
        return "CPU, " + options.simd().label() + ", " + options.threads()
                + (options.threads() == 1 ? " thread" : " threads");
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("simd", options.simd().label(), "threads", Integer.toString(options.threads()));
    }

    @Override
    public synchronized CpuPlan plan(Program program) {
        if (pool == 0) {
            throw new IllegalStateException(
                    "Expected an open backend, received a closed one. Fix: make plans before closing it.");
        }
        CpuPlan plan = CpuPlan.create(this, pool, options.simd(), program);
        openPlans++;
        return plan;
    }

    synchronized void planClosed() {
        openPlans--;
    }

    @Override
    public synchronized void close() {
        if (openPlans > 0) {
            throw new IllegalStateException("Expected all plans to be closed before their backend, received "
                    + openPlans + " still open. Fix: close plans first, for instance by try-with-resources.");
        }
        if (pool != 0) {
            NativeLightmark.poolDestroy(pool);
            pool = 0;
        }
    }
}
