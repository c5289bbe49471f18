package io.lightmark.backend.cpu;

/**
 * How the CPU backend uses the processor. Neither choice of threads changes a result: all reductions are cut by the
 * problem alone. Instruction sets differ in rounding.
 *
 * @param threads threads that share each operation, the caller of {@code run()} counted as one, 1 to 256
 * @param simd the instruction set, at most {@link SimdLevel#best()}
 */
public record CpuOptions(int threads, SimdLevel simd) {
    private static final int MOST_THREADS = 256;

    public CpuOptions {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException("Expected 1 to " + MOST_THREADS + " threads, received " + threads
                    + ". Fix: use 1 for single pictures, the number of cores for training.");
        }
    }

    /**
     * One thread and the best instruction set: right for single pictures, where an operation takes microseconds and
     * threads would wait for each other. Training, with many pictures per operation, should pass the number of cores,
     * see {@link #withThreads}.
     */
    public static CpuOptions defaults() {
        return new CpuOptions(1, SimdLevel.best());
    }

    /** These options with another number of threads. */
    public CpuOptions withThreads(int count) {
        return new CpuOptions(count, simd);
    }
}
