package io.lightmark.backend.cuda.kernel;

import java.util.List;

/** One entry of the list that a step becomes: a kernel with its arguments, or a library's call. */
public sealed interface Launch permits Launch.Kernel, Launch.LibraryCall {
    /**
     * A kernel call.
     *
     * @param module the source file without its ending: {@code depthwise}
     * @param function the kernel's name
     * @param gridX blocks, up to 2^31 - 1
     * @param gridY blocks, up to 65,535
     * @param gridZ blocks, up to 65,535
     * @param threads threads per block, one-dimensional
     * @param arguments in the kernel's order
     */
    record Kernel(
            String module, String function, int gridX, int gridY, int gridZ, int threads, List<Argument> arguments)
            implements Launch {
        private static final int GREATEST_GRID_YZ = 65_535;
        private static final int GREATEST_BLOCK = 1024;

        public Kernel {
            arguments = List.copyOf(arguments);
            require(gridX >= 1, "at least one block", gridX, function);
            require(gridY >= 1 && gridY <= GREATEST_GRID_YZ, "a grid y of 1 to 65,535", gridY, function);
            require(gridZ >= 1 && gridZ <= GREATEST_GRID_YZ, "a grid z of 1 to 65,535", gridZ, function);
            require(threads >= 1 && threads <= GREATEST_BLOCK, "1 to 1,024 threads", threads, function);
        }

        private static void require(boolean holds, String expected, int received, String function) {
            if (!holds) {
                throw new IllegalArgumentException("Expected " + expected + " for kernel " + function + ", received "
                        + received + ". Fix: use a smaller batch, or report this as a bug.");
            }
        }
    }

    /**
     * A call of a library that puts work of its own on the plan's stream.
     *
     * @param function the library's function
     * @param enqueue makes the call
     */
    record LibraryCall(String function, Runnable enqueue) implements Launch {}

    /** One argument of a kernel. */
    sealed interface Argument permits Address, Int32, Int64, Float32 {}

    /** A device address; 0 is a null pointer. */
    record Address(long value) implements Argument {}

    /** An {@code int}. */
    record Int32(int value) implements Argument {}

    /** A {@code long long}. */
    record Int64(long value) implements Argument {}

    /** A {@code float}. */
    record Float32(float value) implements Argument {}
}
