package io.lightmark.backend.cuda.kernel;

import io.lightmark.op.Linear;
import io.lightmark.op.Pass;

/** Fully connected layer; {@code cuda-kernels/linear.cu} for a few vectors, {@code pointwise.cu} for larger batches. */
final class CudaLinear implements CudaKernel<Linear> {
    /** Up to this many vectors the weights' bandwidth decides, beyond it a tile's. */
    private static final int FEW_VECTORS = 4;

    private static final int THREADS = 256;

    /** Threads side by side in a block: 16 outputs, so that small layers still make some blocks. */
    private static final int PACKED_LANES = 4;

    private static final int SINGLE_LANES = 16;

    @Override
    public void launch(Linear op, Pass pass, CudaArrays arrays, Launches launches) {
        if (pass == Pass.BACKWARD) {
            pointwise(op, launches).backward(arrays);
            return;
        }
        if (op.input().n() <= FEW_VECTORS) {
            fewVectors(op, arrays, launches);
            return;
        }
        Product.Epilogue epilogue = new Product.Epilogue(arrays.address("bias"), op.activation(), 0);
        pointwise(op, launches).forward(arrays.address("x"), arrays.address("weight"), epilogue, arrays.address("y"));
    }

    private static void fewVectors(Linear op, CudaArrays arrays, Launches launches) {
        boolean packed = op.outputs() % 4 == 0;
        int lanes = packed ? PACKED_LANES : SINGLE_LANES;
        int groups = packed ? op.outputs() / 4 : op.outputs();
        launches.kernel("linear", packed ? "linear_forward_c4" : "linear_forward_c1")
                .over(Launches.ceilDiv(groups, lanes), op.input().n(), 1, THREADS)
                .pointer(arrays.address("x"))
                .pointer(arrays.address("weight"))
                .pointer(arrays.address("bias"))
                .pointer(arrays.address("y"))
                .integer(op.inputs())
                .integer(op.outputs())
                .integer(lanes)
                .integer(op.activation().ordinal())
                .launch();
    }

    private static Pointwise pointwise(Linear op, Launches launches) {
        return new Pointwise(launches, op.input().n(), op.inputs(), op.outputs());
    }
}
