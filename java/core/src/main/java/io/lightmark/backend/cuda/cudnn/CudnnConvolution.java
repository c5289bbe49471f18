package io.lightmark.backend.cuda.cudnn;

import io.lightmark.backend.cuda.kernel.CudaArrays;
import io.lightmark.backend.cuda.kernel.Launches;
import io.lightmark.op.Activation;
import io.lightmark.op.Conv2d;
import io.lightmark.op.Pass;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * One convolution by cuDNN. Our weights are [k,k,ci,co], a matrix of k·k·ci rows and co columns; cuDNN's NHWC filters are
 * [co,k,k,ci], its transpose. So a kernel of ours transposes the weights before and their gradient after cuDNN's call.
 */
final class CudnnConvolution {
    private final CudnnSession session;
    private final Conv2d op;
    private final Cudnn.Descriptors problem;
    private final Cudnn.Tensor channels;
    private final Map<Algorithms, Algorithms.Chosen> chosen = new EnumMap<>(Algorithms.class);

    CudnnConvolution(CudnnSession session, Conv2d op) {
        this.session = session;
        this.op = op;
        int outputs = op.outputChannels();
        this.problem = new Cudnn.Descriptors(
                session.tensor(
                        op.input().n(),
                        op.input().h(),
                        op.input().w(),
                        op.input().c()),
                session.filter(outputs, op.window().kernel(), op.input().c()),
                session.convolution(op.window()),
                session.tensor(op.output().n(), op.output().h(), op.output().w(), outputs));
        this.channels = session.tensor(1, 1, 1, outputs);
    }

    void launch(Pass pass, CudaArrays arrays, Launches launches) {
        if (pass == Pass.FORWARD) {
            forward(arrays, launches);
        } else {
            backward(arrays, launches);
        }
    }

    private void forward(CudaArrays arrays, Launches launches) {
        Algorithms.Chosen algorithm = algorithm(Algorithms.FORWARD);
        long filter = transposedWeight(arrays, launches);
        Cudnn.Workspace workspace = workspace(algorithm, launches);
        long x = arrays.address("x");
        long y = arrays.address("y");
        call(
                launches,
                "cudnnConvolutionForward",
                () -> session.cudnn().forward(session.handle(), problem, x, filter, algorithm.number(), workspace, y));
        if (op.bias() || op.residual() || op.activation() != Activation.IDENTITY) {
            HelperKernels.epilogue(
                    launches,
                    y,
                    arrays.address("bias"),
                    arrays.address("residual"),
                    op.output().length(),
                    op.outputChannels(),
                    op.activation());
        }
    }

    private void backward(CudaArrays arrays, Launches launches) {
        long gradY = arrays.address("grad.y");
        if (arrays.has("grad.x")) {
            backwardData(arrays, gradY, launches);
        }
        if (arrays.has("grad.weight")) {
            backwardFilter(arrays, gradY, launches);
        }
        if (arrays.has("grad.bias")) {
            long gradBias = arrays.address("grad.bias");
            call(
                    launches,
                    "cudnnConvolutionBackwardBias",
                    () -> session.cudnn().backwardBias(session.handle(), problem.y(), gradY, channels, gradBias));
        }
    }

    private void backwardData(CudaArrays arrays, long gradY, Launches launches) {
        Algorithms.Chosen algorithm = algorithm(Algorithms.BACKWARD_DATA);
        long filter = transposedWeight(arrays, launches);
        Cudnn.Workspace workspace = workspace(algorithm, launches);
        long gradX = arrays.address("grad.x");
        call(
                launches,
                "cudnnConvolutionBackwardData",
                () -> session.cudnn()
                        .backwardData(session.handle(), problem, filter, gradY, algorithm.number(), workspace, gradX));
    }

    private void backwardFilter(CudaArrays arrays, long gradY, Launches launches) {
        Algorithms.Chosen algorithm = algorithm(Algorithms.BACKWARD_FILTER);
        long gradFilter = launches.workspace(weightBytes());
        Cudnn.Workspace workspace = workspace(algorithm, launches);
        long x = arrays.address("x");
        call(
                launches,
                "cudnnConvolutionBackwardFilter",
                () -> session.cudnn()
                        .backwardFilter(
                                session.handle(), problem, x, gradY, algorithm.number(), workspace, gradFilter));
        HelperKernels.transpose(launches, gradFilter, arrays.address("grad.weight"), op.outputChannels(), weightRows());
    }

    private long transposedWeight(CudaArrays arrays, Launches launches) {
        long filter = launches.workspace(weightBytes());
        HelperKernels.transpose(launches, arrays.address("weight"), filter, weightRows(), op.outputChannels());
        return filter;
    }

    private int weightRows() {
        return op.weight().length() / op.outputChannels();
    }

    private long weightBytes() {
        return op.weight().elements() * Float.BYTES;
    }

    private Algorithms.Chosen algorithm(Algorithms direction) {
        return chosen.computeIfAbsent(direction, it -> it.choose(session, problem, op.describe()));
    }

    private static Cudnn.Workspace workspace(Algorithms.Chosen algorithm, Launches launches) {
        long bytes = algorithm.workspaceBytes();
        return new Cudnn.Workspace(bytes == 0 ? 0 : launches.workspace(bytes), bytes);
    }

    private void call(Launches launches, String function, IntSupplier call) {
        launches.libraryCall(function, () -> session.call(function, op::describe, call));
    }
}
