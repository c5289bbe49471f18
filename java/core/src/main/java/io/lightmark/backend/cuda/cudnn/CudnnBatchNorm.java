package io.lightmark.backend.cuda.cudnn;

import io.lightmark.backend.cuda.kernel.CudaArrays;
import io.lightmark.backend.cuda.kernel.Launches;
import io.lightmark.op.Activation;
import io.lightmark.op.BatchNorm;
import io.lightmark.op.Pass;
import io.lightmark.tensor.Shape;
import java.util.stream.Stream;

/**
 * One batch normalisation by cuDNN, in its mode SPATIAL. Its momentum and running statistics are ours: {@code running +=
 * momentum · (batch − running)} with the unbiased variance, and what it saves is the inverse standard deviation. The
 * activation is a kernel of ours: after the forward call in place, before the backward call into the workspace.
 */
final class CudnnBatchNorm {
    private static final int IMAGE_RANK = 4;

    private final CudnnSession session;
    private final BatchNorm op;
    private final Cudnn.Tensor shape;
    private final Cudnn.Tensor channels;

    CudnnBatchNorm(CudnnSession session, BatchNorm op) {
        this.session = session;
        this.op = op;
        Shape input = op.input();
        this.shape = input.rank() == IMAGE_RANK
                ? session.tensor(input.n(), input.h(), input.w(), input.c())
                : session.tensor(Math.toIntExact(input.rows()), 1, 1, input.c());
        this.channels = session.tensor(1, 1, 1, input.c());
    }

    /** Whether cuDNN's running variance is ours: with one row it would divide by 0. */
    static boolean supports(BatchNorm op) {
        return op.input().rows() > 1;
    }

    void launch(Pass pass, CudaArrays arrays, Launches launches) {
        if (pass == Pass.FORWARD) {
            forward(arrays, launches);
        } else if (Stream.of("grad.x", "grad.gamma", "grad.beta").anyMatch(arrays::has)) {
            backward(arrays, launches);
        }
    }

    private void forward(CudaArrays arrays, Launches launches) {
        Cudnn.NormInput input = input(arrays);
        long y = arrays.address("y");
        Cudnn.NormForward forward = new Cudnn.NormForward(
                arrays.address("beta"),
                y,
                op.momentum(),
                arrays.address("runningMean"),
                arrays.address("runningVar"),
                arrays.address("mean"),
                arrays.address("invStd"));
        String function = "cudnnBatchNormalizationForwardTraining";
        launches.libraryCall(
                function,
                () -> session.call(
                        function,
                        op::describe,
                        () -> session.cudnn().batchNormForward(session.handle(), input, forward)));
        if (op.activation() != Activation.IDENTITY) {
            HelperKernels.epilogue(
                    launches, y, 0, 0, op.input().length(), op.input().c(), op.activation());
        }
    }

    private void backward(CudaArrays arrays, Launches launches) {
        Cudnn.NormInput input = input(arrays);
        Cudnn.NormBackward backward = new Cudnn.NormBackward(
                gradient(arrays, launches),
                output("grad.x", op.input().elements(), arrays, launches),
                output("grad.gamma", op.input().c(), arrays, launches),
                output("grad.beta", op.input().c(), arrays, launches),
                arrays.address("mean"),
                arrays.address("invStd"));
        String function = "cudnnBatchNormalizationBackward";
        launches.libraryCall(
                function,
                () -> session.call(
                        function,
                        op::describe,
                        () -> session.cudnn().batchNormBackward(session.handle(), input, backward)));
    }

    /** The gradient of what the activation takes. */
    private long gradient(CudaArrays arrays, Launches launches) {
        long gradY = arrays.address("grad.y");
        if (op.activation() == Activation.IDENTITY) {
            return gradY;
        }
        long gradient = launches.workspace(op.input().elements() * Float.BYTES);
        HelperKernels.NormArrays norm = new HelperKernels.NormArrays(
                arrays.address("x"),
                arrays.address("gamma"),
                arrays.address("beta"),
                arrays.address("mean"),
                arrays.address("invStd"));
        HelperKernels.activationGradient(
                launches, norm, gradY, gradient, op.input().length(), op.input().c(), op.activation());
        return gradient;
    }

    /** Cudnn writes all gradients; one that nobody asked for goes into the workspace. */
    private static long output(String name, long elements, CudaArrays arrays, Launches launches) {
        return arrays.has(name) ? arrays.address(name) : launches.workspace(elements * Float.BYTES);
    }

    private Cudnn.NormInput input(CudaArrays arrays) {
        return new Cudnn.NormInput(shape, arrays.address("x"), channels, arrays.address("gamma"), op.epsilon());
    }
}
