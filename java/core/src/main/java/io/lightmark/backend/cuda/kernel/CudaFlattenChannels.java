package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.FlattenChannels;
import io.lightmark.op.Pass;

/** Every channel of a map as one row of its pixels; {@code cuda-kernels/flatten_channels.cu}. */
final class CudaFlattenChannels implements CudaKernel<FlattenChannels> {
    private static final String MODULE = "flatten_channels";
    private static final int THREADS = 256;
    private static final int TILE = 32;

    @Override
    public void launch(FlattenChannels op, Pass pass, CudaArrays arrays, Launches launches) {
        int pixels = op.output().c();
        int channels = op.input().c();
        if (pass == Pass.FORWARD) {
            transpose(op.input().n(), pixels, channels, arrays.address("x"), arrays.address("y"), launches);
        } else if (arrays.has("grad.x")) {
            transpose(op.input().n(), channels, pixels, arrays.address("grad.y"), arrays.address("grad.x"), launches);
        }
    }

    private static void transpose(int images, int rows, int columns, long source, long target, Launches launches) {
        int rowTiles = Launches.ceilDiv(rows, TILE);
        launches.kernel(MODULE, "flatten_channels_transpose")
                .over(Math.multiplyExact(images, rowTiles), Launches.ceilDiv(columns, TILE), 1, THREADS)
                .pointer(source)
                .pointer(target)
                .integer(rows)
                .integer(columns)
                .integer(rowTiles)
                .launch();
    }
}
