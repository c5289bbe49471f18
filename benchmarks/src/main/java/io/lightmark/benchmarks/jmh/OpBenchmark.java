package io.lightmark.benchmarks.jmh;

import io.lightmark.backend.Backend;
import io.lightmark.benchmarks.BackendChoice;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One operation, host call to host result. Started by {@link OpBenchmarkCommand}, which sets the problems. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class OpBenchmark {
    /** The first linear layer of Cascade48. */
    static final String DEFAULT_PROBLEM = "forward linear n1 576>256 bias relu";

    /** A line as {@link OpProblem#describe()} writes it. */
    @Param(DEFAULT_PROBLEM)
    public String problem = "";

    /** The device. */
    @Param("cpu")
    public String device = "";

    /** Its instruction set. */
    @Param("AUTO")
    public BackendChoice.Simd simd = BackendChoice.Simd.AUTO;

    /** Threads of the backend. */
    @Param("1")
    public int threads;

    private @Nullable Backend backend;
    private @Nullable SingleOp op;

    /** Plans the operation. */
    @Setup(Level.Trial)
    public void open() {
        Backend opened = new BackendChoice(device, simd).open(threads);
        backend = opened;
        op = SingleOp.of(OpProblems.find(problem), opened);
    }

    /** Runs the operation once. */
    @Benchmark
    public void run() {
        java.util.Objects.requireNonNull(op).run();
    }

    /** Releases the plan and the backend. */
    @TearDown(Level.Trial)
    public void close() {
        if (op != null) {
            op.close();
        }
        if (backend != null) {
            backend.close();
        }
    }
}
