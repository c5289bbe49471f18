package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.BatchNormInference;
import io.lightmark.op.Pass;

/** Batch normalisation with fixed statistics; {@code cuda-kernels/batch_norm_inference.cu}. */
final class CudaBatchNormInference implements CudaKernel<BatchNormInference> {
    @Override
    public void launch(BatchNormInference op, Pass pass, CudaArrays arrays, Launches launches) {
        int rows = Math.toIntExact(op.input().rows());
        int channels = op.input().c();
        ChannelTiles tiles = ChannelTiles.of(channels);
        launches.kernel("batch_norm_inference", "batch_norm_inference_forward" + tiles.width())
                .over(tiles.mappingBlocks(rows), tiles.groups(), 1, tiles.threads())
                .pointer(arrays.address("x"))
                .pointer(arrays.address("gamma"))
                .pointer(arrays.address("beta"))
                .pointer(arrays.address("runningMean"))
                .pointer(arrays.address("runningVar"))
                .pointer(arrays.address("y"))
                .integer(rows)
                .integer(channels)
                .integer(tiles.lanes())
                .real(op.epsilon())
                .integer(op.activation().ordinal())
                .launch();
    }
}
