package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Activation;

/**
 * One matrix product of {@code cuda-kernels/product.cuh}: the launch of its kernel and, where the depth is cut, of the
 * second stage.
 */
final class Product {
    /**
     * What follows the sum: y = activation(sum + bias) + residual.
     *
     * @param bias address of one value per column, or 0
     * @param activation applied after the bias
     * @param residual address of an array like y, or 0
     */
    record Epilogue(long bias, Activation activation, long residual) {}

    private static final Epilogue NONE = new Epilogue(0, Activation.IDENTITY, 0);

    private final Launches launches;
    private final String kernel;
    private final ProductCut cut;
    private final int rows;
    private final int columns;

    /**
     * @param kernel the kernel's name without its tile: {@code pointwise_forward}; its first word is the module
     * @param rows of the result
     * @param columns of the result
     */
    Product(Launches launches, String kernel, ProductCut cut, int rows, int columns) {
        this.launches = launches;
        this.kernel = kernel;
        this.cut = cut;
        this.rows = rows;
        this.columns = columns;
    }

    /** Launches a kernel without an epilogue: a, b, y, the extents, the depth of a slab. */
    void launch(long a, long b, long y, int... extents) {
        long target = target(y);
        begin(a, b, target, extents).launch();
        finish(target, NONE, y);
    }

    /** Launches a kernel with an epilogue: as above, then bias, residual, activation. */
    void launch(Epilogue epilogue, long a, long b, long y, int... extents) {
        long target = target(y);
        begin(a, b, target, extents)
                .pointer(epilogue.bias())
                .pointer(epilogue.residual())
                .integer(epilogue.activation().ordinal())
                .launch();
        finish(target, epilogue, y);
    }

    private long target(long y) {
        return cut.slabs() == 1 ? y : launches.workspace((long) Float.BYTES * cut.slabs() * rows * columns);
    }

    private Launches.Call begin(long a, long b, long target, int[] extents) {
        Launches.Call call = launches.kernel(
                        kernel.substring(0, kernel.indexOf('_')),
                        kernel + "_" + cut.tile().label())
                .over(cut.tiles(), 1, cut.slabs(), cut.tile().threads())
                .pointer(a)
                .pointer(b)
                .pointer(target);
        for (int extent : extents) {
            call.integer(extent);
        }
        return call.integer(cut.slabDepth());
    }

    private void finish(long parts, Epilogue epilogue, long y) {
        if (cut.slabs() > 1) {
            Slabs.sum(launches, parts, cut.slabs(), epilogue, columns, y, Math.multiplyExact(rows, columns));
        }
    }
}
