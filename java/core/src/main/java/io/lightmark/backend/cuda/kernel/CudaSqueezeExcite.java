package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Pass;
import io.lightmark.op.SqueezeExcite;
import java.util.stream.Stream;

/** Squeeze-and-excite; {@code cuda-kernels/squeeze_excite.cu}. */
final class CudaSqueezeExcite implements CudaKernel<SqueezeExcite> {
    private static final String MODULE = "squeeze_excite";

    /** The blocks of the small matrix products. */
    private static final int PRODUCT_THREADS = 256;

    private static final int PRODUCT_IMAGES = 8;
    private static final int PRODUCT_OUTPUTS = 16;
    private static final int TRANSPOSED_OUTPUTS = 8;

    /** The blocks of the weights' gradients. */
    private static final int WEIGHT_THREADS = 256;

    private static final int WEIGHT_COLUMNS = 64;
    private static final int WEIGHT_ROWS = 16;

    @Override
    public void launch(SqueezeExcite op, Pass pass, CudaArrays arrays, Launches launches) {
        Problem problem = Problem.of(op, arrays, launches);
        if (pass == Pass.FORWARD) {
            problem.forward();
        } else if (Stream.of("x", "weight1", "bias1", "weight2", "bias2").anyMatch(problem::hasGradient)) {
            problem.backward();
        }
    }

    /** One step: the operation with its cuts and where to append. */
    private record Problem(SqueezeExcite op, ImageSlabs slabs, ImageSlabs maps, CudaArrays arrays, Launches launches) {
        static Problem of(SqueezeExcite op, CudaArrays arrays, Launches launches) {
            return new Problem(op, ImageSlabs.reducing(op.input()), ImageSlabs.mapping(op.input()), arrays, launches);
        }

        void forward() {
            long sums = launches.workspace(slabs.sumBytes());
            slabs.place(slabs.kernel(launches, MODULE, "squeeze_excite_pool")
                            .pointer(arrays.address("x"))
                            .pointer(sums))
                    .launch();
            product("squeeze_excite_hidden", op.squeezed(), PRODUCT_OUTPUTS)
                    .pointer(sums)
                    .pointer(arrays.address("weight1"))
                    .pointer(arrays.address("bias1"))
                    .pointer(arrays.address("pooled"))
                    .pointer(arrays.address("hidden"))
                    .integer(slabs.images())
                    .integer(slabs.pixels())
                    .integer(slabs.channels())
                    .integer(op.squeezed())
                    .integer(slabs.slabs().count())
                    .launch();
            product("squeeze_excite_excite", slabs.channels(), PRODUCT_OUTPUTS)
                    .pointer(arrays.address("hidden"))
                    .pointer(arrays.address("weight2"))
                    .pointer(arrays.address("bias2"))
                    .pointer(arrays.address("excite"))
                    .integer(slabs.images())
                    .integer(slabs.channels())
                    .integer(op.squeezed())
                    .launch();
            maps.place(maps.kernel(launches, MODULE, "squeeze_excite_scale")
                            .pointer(arrays.address("x"))
                            .pointer(arrays.address("excite"))
                            .pointer(arrays.address("y")))
                    .launch();
        }

        void backward() {
            long sums = launches.workspace(slabs.sumBytes());
            long gradExcite = launches.workspace((long) slabs.images() * slabs.channels() * Float.BYTES);
            long gradHidden = launches.workspace((long) slabs.images() * op.squeezed() * Float.BYTES);
            slabs.place(slabs.kernel(launches, MODULE, "squeeze_excite_gradient_gate")
                            .pointer(arrays.address("x"))
                            .pointer(arrays.address("grad.y"))
                            .pointer(sums))
                    .launch();
            product("squeeze_excite_gradient_hidden", op.squeezed(), TRANSPOSED_OUTPUTS)
                    .pointer(sums)
                    .pointer(arrays.address("weight2"))
                    .pointer(arrays.address("hidden"))
                    .pointer(arrays.address("excite"))
                    .pointer(gradExcite)
                    .pointer(gradHidden)
                    .integer(slabs.images())
                    .integer(slabs.channels())
                    .integer(op.squeezed())
                    .integer(slabs.slabs().count())
                    .launch();
            if (hasGradient("x")) {
                inputGradient(gradHidden);
            }
            weightGradient("1", arrays.address("pooled"), slabs.channels(), gradHidden, op.squeezed(), false);
            weightGradient("2", arrays.address("hidden"), op.squeezed(), gradExcite, slabs.channels(), true);
        }

        boolean hasGradient(String operand) {
            return arrays.has("grad." + operand);
        }

        private void inputGradient(long gradHidden) {
            long gradPooled = launches.workspace((long) slabs.images() * slabs.channels() * Float.BYTES);
            product("squeeze_excite_gradient_pooled", slabs.channels(), TRANSPOSED_OUTPUTS)
                    .pointer(gradHidden)
                    .pointer(arrays.address("weight1"))
                    .pointer(gradPooled)
                    .integer(slabs.images())
                    .integer(slabs.channels())
                    .integer(op.squeezed())
                    .launch();
            maps.place(maps.kernel(launches, MODULE, "squeeze_excite_gradient_input")
                            .pointer(arrays.address("grad.y"))
                            .pointer(arrays.address("excite"))
                            .pointer(gradPooled)
                            .pointer(arrays.address("grad.x")))
                    .launch();
        }

        /** Of weight and bias {@code number}: Σ over images of left · right, and of right. */
        private void weightGradient(String number, long left, int rows, long right, int columns, boolean rectify) {
            if (!hasGradient("weight" + number) && !hasGradient("bias" + number)) {
                return;
            }
            launches.kernel(MODULE, "squeeze_excite_gradient_weights")
                    .over(
                            Launches.ceilDiv(columns, WEIGHT_COLUMNS),
                            Launches.ceilDiv(rows + 1L, WEIGHT_ROWS),
                            1,
                            WEIGHT_THREADS)
                    .pointer(left)
                    .pointer(right)
                    .pointer(arrays.address("grad.weight" + number))
                    .pointer(arrays.address("grad.bias" + number))
                    .integer(slabs.images())
                    .integer(rows)
                    .integer(columns)
                    .integer(rectify ? 1 : 0)
                    .launch();
        }

        private Launches.Call product(String function, int outputs, int outputsPerBlock) {
            return launches.kernel(MODULE, function)
                    .over(
                            Launches.ceilDiv(outputs, outputsPerBlock),
                            Launches.ceilDiv(slabs.images(), PRODUCT_IMAGES),
                            1,
                            PRODUCT_THREADS);
        }
    }
}
