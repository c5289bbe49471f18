package io.lightmark.backend.cuda.kernel;

/** The grid of kernels that treat every element alike: {@code for_packs} in {@code cuda-kernels/elementwise.cuh}. */
final class Elementwise {
    private static final int THREADS = 256;
    private static final int ELEMENTS_PER_THREAD = 4;

    private Elementwise() {}

    /** A kernel call with one thread for every four elements. */
    static Launches.Call kernel(Launches launches, String module, String function, int elements) {
        return launches.kernel(module, function)
                .over(Launches.ceilDiv(elements, THREADS * ELEMENTS_PER_THREAD), THREADS);
    }
}
