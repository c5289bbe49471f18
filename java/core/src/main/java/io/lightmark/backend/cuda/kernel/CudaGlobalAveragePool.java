package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.GlobalAveragePool;
import io.lightmark.op.Pass;

/** Mean over all pixels; {@code cuda-kernels/global_average_pool.cu}. */
final class CudaGlobalAveragePool implements CudaKernel<GlobalAveragePool> {
    private static final String MODULE = "global_average_pool";
    private static final int FINISH_THREADS = 256;

    @Override
    public void launch(GlobalAveragePool op, Pass pass, CudaArrays arrays, Launches launches) {
        if (pass == Pass.FORWARD) {
            forward(ImageSlabs.reducing(op.input()), arrays, launches);
        } else if (arrays.has("grad.x")) {
            ImageSlabs slabs = ImageSlabs.mapping(op.input());
            slabs.place(slabs.kernel(launches, MODULE, "global_average_pool_backward")
                            .pointer(arrays.address("grad.y"))
                            .pointer(arrays.address("grad.x")))
                    .launch();
        }
    }

    private static void forward(ImageSlabs slabs, CudaArrays arrays, Launches launches) {
        boolean direct = slabs.slabs().count() == 1;
        long sums = direct ? arrays.address("y") : launches.workspace(slabs.sumBytes());
        slabs.place(slabs.kernel(launches, MODULE, "global_average_pool_sums")
                        .pointer(arrays.address("x"))
                        .pointer(sums))
                .real(direct ? slabs.pixels() : 1)
                .launch();
        if (!direct) {
            launches.kernel(MODULE, "global_average_pool_finish")
                    .over(Launches.ceilDiv((long) slabs.images() * slabs.channels(), FINISH_THREADS), FINISH_THREADS)
                    .pointer(sums)
                    .pointer(arrays.address("y"))
                    .integer(slabs.images())
                    .integer(slabs.channels())
                    .integer(slabs.slabs().count())
                    .real(slabs.pixels())
                    .launch();
        }
    }
}
