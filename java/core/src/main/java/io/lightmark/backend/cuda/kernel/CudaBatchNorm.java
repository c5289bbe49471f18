package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.BatchNorm;
import io.lightmark.op.Pass;
import java.util.stream.Stream;

/** Batch normalisation in training; {@code cuda-kernels/batch_norm.cu}. */
final class CudaBatchNorm implements CudaKernel<BatchNorm> {
    private static final String MODULE = "batch_norm";

    /** Rows that a thread measures at a time in {@code batch_norm_statistics}. */
    private static final int ROWS_PER_THREAD = 8;

    private static final int FINISH_THREADS = 256;
    private static final int FINISH_CHANNELS = 4;

    @Override
    public void launch(BatchNorm op, Pass pass, CudaArrays arrays, Launches launches) {
        Problem problem = Problem.of(op, arrays, launches);
        if (pass == Pass.FORWARD) {
            problem.statistics();
            problem.normalise();
        } else if (Stream.of("grad.x", "grad.gamma", "grad.beta").anyMatch(arrays::has)) {
            problem.gradients();
        }
    }

    /** One step: the operation with its cuts and where to append. */
    private record Problem(
            BatchNorm op,
            int rows,
            int channels,
            ChannelTiles tiles,
            ChannelTiles.Slabs slabs,
            CudaArrays arrays,
            Launches launches) {
        static Problem of(BatchNorm op, CudaArrays arrays, Launches launches) {
            int rows = Math.toIntExact(op.input().rows());
            ChannelTiles tiles = ChannelTiles.of(op.input().c());
            return new Problem(
                    op, rows, op.input().c(), tiles, tiles.reducingSlabs(1, rows, ROWS_PER_THREAD), arrays, launches);
        }

        void statistics() {
            long means = launches.workspace((long) slabs.count() * channels * Double.BYTES);
            long squares = launches.workspace((long) slabs.count() * channels * Double.BYTES);
            overSlabs("batch_norm_statistics")
                    .pointer(arrays.address("x"))
                    .pointer(means)
                    .pointer(squares)
                    .integer(rows)
                    .integer(channels)
                    .integer(slabs.rows())
                    .integer(tiles.lanes())
                    .launch();
            finish("batch_norm_finish")
                    .pointer(means)
                    .pointer(squares)
                    .pointer(arrays.address("runningMean"))
                    .pointer(arrays.address("runningVar"))
                    .pointer(arrays.address("mean"))
                    .pointer(arrays.address("invStd"))
                    .integer(rows)
                    .integer(channels)
                    .integer(slabs.rows())
                    .integer(slabs.count())
                    .real(op.epsilon())
                    .real(op.momentum())
                    .launch();
        }

        void normalise() {
            channelState(overRows("batch_norm_normalise").pointer(arrays.address("x")))
                    .pointer(arrays.address("y"))
                    .integer(rows)
                    .integer(channels)
                    .integer(tiles.lanes())
                    .integer(op.activation().ordinal())
                    .launch();
        }

        void gradients() {
            long plain = launches.workspace((long) slabs.count() * channels * Float.BYTES);
            long scaled = launches.workspace((long) slabs.count() * channels * Float.BYTES);
            long plainMean = launches.workspace((long) channels * Float.BYTES);
            long scaledMean = launches.workspace((long) channels * Float.BYTES);
            channelState(overSlabs("batch_norm_gradient_sums").pointer(arrays.address("x")))
                    .pointer(arrays.address("grad.y"))
                    .pointer(plain)
                    .pointer(scaled)
                    .integer(rows)
                    .integer(channels)
                    .integer(slabs.rows())
                    .integer(tiles.lanes())
                    .integer(op.activation().ordinal())
                    .launch();
            finish("batch_norm_gradient_finish")
                    .pointer(plain)
                    .pointer(scaled)
                    .pointer(arrays.address("grad.gamma"))
                    .pointer(arrays.address("grad.beta"))
                    .pointer(plainMean)
                    .pointer(scaledMean)
                    .integer(rows)
                    .integer(channels)
                    .integer(slabs.count())
                    .launch();
            if (arrays.has("grad.x")) {
                inputGradient(plainMean, scaledMean);
            }
        }

        private void inputGradient(long plainMean, long scaledMean) {
            channelState(overRows("batch_norm_gradient_input").pointer(arrays.address("x")))
                    .pointer(arrays.address("grad.y"))
                    .pointer(plainMean)
                    .pointer(scaledMean)
                    .pointer(arrays.address("grad.x"))
                    .integer(rows)
                    .integer(channels)
                    .integer(tiles.lanes())
                    .integer(op.activation().ordinal())
                    .launch();
        }

        private Launches.Call channelState(Launches.Call call) {
            return call.pointer(arrays.address("gamma"))
                    .pointer(arrays.address("beta"))
                    .pointer(arrays.address("mean"))
                    .pointer(arrays.address("invStd"));
        }

        private Launches.Call overSlabs(String function) {
            return launches.kernel(MODULE, function + tiles.width())
                    .over(slabs.count(), tiles.groups(), 1, tiles.threads());
        }

        private Launches.Call overRows(String function) {
            return launches.kernel(MODULE, function + tiles.width())
                    .over(tiles.mappingBlocks(rows), tiles.groups(), 1, tiles.threads());
        }

        /** {@code channel_tile} counts tiles of channels in y. */
        private Launches.Call finish(String function) {
            return launches.kernel(MODULE, function)
                    .over(1, Launches.ceilDiv(channels, FINISH_CHANNELS), 1, FINISH_THREADS);
        }
    }
}
