package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Activation;

/** The second stage of sums that are cut into slabs; {@code cuda-kernels/slabs.cu}. */
final class Slabs {
    private static final int THREADS = 256;
    private static final int MANY_SLABS = 64;
    private static final int COLUMNS = 32;
    private static final int COLUMNS_OF_MANY = 8;

    private Slabs() {}

    /** y [length] = Σ parts [slabs,length]. */
    static void sum(Launches launches, long parts, int slabs, long y, int length) {
        sum(launches, parts, slabs, new Product.Epilogue(0, Activation.IDENTITY, 0), length, y, length);
    }

    /** y [length] = activation(Σ parts [slabs,length] + bias) + residual, where bias [channels] repeats along y. */
    static void sum(
            Launches launches, long parts, int slabs, Product.Epilogue epilogue, int channels, long y, int length) {
        int columns = slabs >= MANY_SLABS ? COLUMNS_OF_MANY : COLUMNS;
        launches.kernel("slabs", "slabs_sum")
                .over(Launches.ceilDiv(length, columns), THREADS)
                .pointer(parts)
                .pointer(epilogue.bias())
                .pointer(epilogue.residual())
                .pointer(y)
                .integer(slabs)
                .integer(length)
                .integer(channels)
                .integer(epilogue.activation().ordinal())
                .integer(columns)
                .launch();
    }
}
