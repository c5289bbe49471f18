package io.lightmark.backend.cuda.cudnn;

import static jcuda.jcudnn.cudnnBatchNormMode.CUDNN_BATCHNORM_SPATIAL;
import static jcuda.jcudnn.cudnnConvolutionMode.CUDNN_CROSS_CORRELATION;
import static jcuda.jcudnn.cudnnDataType.CUDNN_DATA_FLOAT;
import static jcuda.jcudnn.cudnnMathType.CUDNN_FMA_MATH;
import static jcuda.jcudnn.cudnnTensorFormat.CUDNN_TENSOR_NHWC;

import io.lightmark.backend.cuda.driver.Stream;
import io.lightmark.op.Window;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import jcuda.Pointer;
import jcuda.jcudnn.JCudnn;
import jcuda.jcudnn.cudnnConvolutionBwdDataAlgoPerf;
import jcuda.jcudnn.cudnnConvolutionBwdFilterAlgoPerf;
import jcuda.jcudnn.cudnnConvolutionDescriptor;
import jcuda.jcudnn.cudnnConvolutionFwdAlgoPerf;
import jcuda.jcudnn.cudnnDeterminism;
import jcuda.jcudnn.cudnnFilterDescriptor;
import jcuda.jcudnn.cudnnHandle;
import jcuda.jcudnn.cudnnTensorDescriptor;
import jcuda.runtime.cudaStream_t;

/**
 * cuDNN through JCudnn. JCudnn's classes were made for cuDNN 8, its native library for cuDNN 9: the calls are the same,
 * the numbers of the statuses are not, so nothing here looks at JCudnn's.
 */
final class JCudnnCalls implements Cudnn {
    private static final int MOST_ALGORITHMS = 16;
    private static final int SUCCESS = 0;

    /** Not a status of cuDNN. */
    private static final int LOST_STATUS = -1;

    /** Scale factors live in direct memory: for arrays, JCuda would stop the garbage collector. */
    private static final Pointer ONE = scale(1);

    private static final Pointer ZERO = scale(0);

    private static final class LibraryHandle extends cudnnHandle implements Handle {}

    private static final class TensorShape extends cudnnTensorDescriptor implements Tensor {}

    private static final class FilterShape extends cudnnFilterDescriptor implements Filter {}

    private static final class ConvolutionKind extends cudnnConvolutionDescriptor implements Convolution {}

    private static final class DeviceAddress extends Pointer {
        DeviceAddress(long address) {
            super(address);
        }
    }

    private static Pointer scale(float value) {
        ByteBuffer direct = ByteBuffer.allocateDirect(Float.BYTES).order(ByteOrder.nativeOrder());
        return Pointer.to(direct.putFloat(0, value));
    }

    private static Pointer at(long address) {
        return new DeviceAddress(address);
    }

    private static cudnnHandle raw(Handle handle) {
        return (LibraryHandle) handle;
    }

    private static cudnnTensorDescriptor raw(Tensor tensor) {
        return (TensorShape) tensor;
    }

    private static cudnnFilterDescriptor raw(Filter filter) {
        return (FilterShape) filter;
    }

    private static cudnnConvolutionDescriptor raw(Convolution convolution) {
        return (ConvolutionKind) convolution;
    }

    @Override
    public long version() {
        return JCudnn.cudnnGetVersion();
    }

    @Override
    public String errorText(int status) {
        return String.valueOf(JCudnn.cudnnGetErrorString(status));
    }

    @Override
    public Handle newHandle() {
        return new LibraryHandle();
    }

    @Override
    public int create(Handle handle) {
        return JCudnn.cudnnCreate(raw(handle));
    }

    @Override
    public int destroy(Handle handle) {
        return JCudnn.cudnnDestroy(raw(handle));
    }

    @Override
    public int setStream(Handle handle, Stream stream) {
        return JCudnn.cudnnSetStream(raw(handle), new cudaStream_t(stream.handle()));
    }

    @Override
    public Tensor newTensor() {
        return new TensorShape();
    }

    @Override
    public int create(Tensor tensor) {
        return JCudnn.cudnnCreateTensorDescriptor(raw(tensor));
    }

    @Override
    public int destroy(Tensor tensor) {
        return JCudnn.cudnnDestroyTensorDescriptor(raw(tensor));
    }

    @Override
    public int set(Tensor tensor, int n, int h, int w, int c) {
        return JCudnn.cudnnSetTensor4dDescriptor(raw(tensor), CUDNN_TENSOR_NHWC, CUDNN_DATA_FLOAT, n, c, h, w);
    }

    @Override
    public Filter newFilter() {
        return new FilterShape();
    }

    @Override
    public int create(Filter filter) {
        return JCudnn.cudnnCreateFilterDescriptor(raw(filter));
    }

    @Override
    public int destroy(Filter filter) {
        return JCudnn.cudnnDestroyFilterDescriptor(raw(filter));
    }

    @Override
    public int set(Filter filter, int outputs, int side, int inputs) {
        return JCudnn.cudnnSetFilter4dDescriptor(
                raw(filter), CUDNN_DATA_FLOAT, CUDNN_TENSOR_NHWC, outputs, inputs, side, side);
    }

    @Override
    public Convolution newConvolution() {
        return new ConvolutionKind();
    }

    @Override
    public int create(Convolution convolution) {
        return JCudnn.cudnnCreateConvolutionDescriptor(raw(convolution));
    }

    @Override
    public int destroy(Convolution convolution) {
        return JCudnn.cudnnDestroyConvolutionDescriptor(raw(convolution));
    }

    @Override
    public int set(Convolution convolution, Window window) {
        return JCudnn.cudnnSetConvolution2dDescriptor(
                raw(convolution),
                window.padding(),
                window.padding(),
                window.stride(),
                window.stride(),
                1,
                1,
                CUDNN_CROSS_CORRELATION,
                CUDNN_DATA_FLOAT);
    }

    @Override
    public int setFloat32Math(Convolution convolution) {
        return JCudnn.cudnnSetConvolutionMathType(raw(convolution), CUDNN_FMA_MATH);
    }

    /**
     * Asks for a ranking. When cuDNN fails, JCudnn copies as many entries as a number says that nobody has set, and mostly
     * stumbles over it: then the status is lost. It also leaves the kind of arithmetic out of most rankings.
     *
     * @param query takes the place for the number of entries
     * @param entry the entry of an index
     */
    private static int ranking(List<Algorithm> ranked, ToIntFunction<int[]> query, IntFunction<Algorithm> entry) {
        int[] count = new int[1];
        int status;
        try {
            status = query.applyAsInt(count);
        } catch (ArrayIndexOutOfBoundsException lost) {
            return LOST_STATUS;
        }
        for (int i = 0; status == SUCCESS && i < count[0]; i++) {
            ranked.add(entry.apply(i));
        }
        return status;
    }

    private static Algorithm algorithm(int number, int status, int determinism) {
        return new Algorithm(number, status, determinism == cudnnDeterminism.CUDNN_DETERMINISTIC);
    }

    @Override
    public int forwardAlgorithms(Handle handle, Descriptors problem, List<Algorithm> ranked) {
        cudnnConvolutionFwdAlgoPerf[] found = new cudnnConvolutionFwdAlgoPerf[MOST_ALGORITHMS];
        Arrays.setAll(found, i -> new cudnnConvolutionFwdAlgoPerf());
        return ranking(
                ranked,
                count -> JCudnn.cudnnGetConvolutionForwardAlgorithm_v7(
                        raw(handle),
                        raw(problem.x()),
                        raw(problem.filter()),
                        raw(problem.convolution()),
                        raw(problem.y()),
                        found.length,
                        count,
                        found),
                i -> algorithm(found[i].algo, found[i].status, found[i].determinism));
    }

    @Override
    public int backwardDataAlgorithms(Handle handle, Descriptors problem, List<Algorithm> ranked) {
        cudnnConvolutionBwdDataAlgoPerf[] found = new cudnnConvolutionBwdDataAlgoPerf[MOST_ALGORITHMS];
        Arrays.setAll(found, i -> new cudnnConvolutionBwdDataAlgoPerf());
        return ranking(
                ranked,
                count -> JCudnn.cudnnGetConvolutionBackwardDataAlgorithm_v7(
                        raw(handle),
                        raw(problem.filter()),
                        raw(problem.y()),
                        raw(problem.convolution()),
                        raw(problem.x()),
                        found.length,
                        count,
                        found),
                i -> algorithm(found[i].algo, found[i].status, found[i].determinism));
    }

    @Override
    public int backwardFilterAlgorithms(Handle handle, Descriptors problem, List<Algorithm> ranked) {
        cudnnConvolutionBwdFilterAlgoPerf[] found = new cudnnConvolutionBwdFilterAlgoPerf[MOST_ALGORITHMS];
        Arrays.setAll(found, i -> new cudnnConvolutionBwdFilterAlgoPerf());
        return ranking(
                ranked,
                count -> JCudnn.cudnnGetConvolutionBackwardFilterAlgorithm_v7(
                        raw(handle),
                        raw(problem.x()),
                        raw(problem.y()),
                        raw(problem.convolution()),
                        raw(problem.filter()),
                        found.length,
                        count,
                        found),
                i -> algorithm(found[i].algo, found[i].status, found[i].determinism));
    }

    @Override
    public int forwardWorkspace(Handle handle, Descriptors problem, int algorithm, long[] bytes) {
        return JCudnn.cudnnGetConvolutionForwardWorkspaceSize(
                raw(handle),
                raw(problem.x()),
                raw(problem.filter()),
                raw(problem.convolution()),
                raw(problem.y()),
                algorithm,
                bytes);
    }

    @Override
    public int backwardDataWorkspace(Handle handle, Descriptors problem, int algorithm, long[] bytes) {
        return JCudnn.cudnnGetConvolutionBackwardDataWorkspaceSize(
                raw(handle),
                raw(problem.filter()),
                raw(problem.y()),
                raw(problem.convolution()),
                raw(problem.x()),
                algorithm,
                bytes);
    }

    @Override
    public int backwardFilterWorkspace(Handle handle, Descriptors problem, int algorithm, long[] bytes) {
        return JCudnn.cudnnGetConvolutionBackwardFilterWorkspaceSize(
                raw(handle),
                raw(problem.x()),
                raw(problem.y()),
                raw(problem.convolution()),
                raw(problem.filter()),
                algorithm,
                bytes);
    }

    @Override
    public int forward(
            Handle handle, Descriptors problem, long x, long filter, int algorithm, Workspace workspace, long y) {
        return JCudnn.cudnnConvolutionForward(
                raw(handle),
                ONE,
                raw(problem.x()),
                at(x),
                raw(problem.filter()),
                at(filter),
                raw(problem.convolution()),
                algorithm,
                at(workspace.address()),
                workspace.bytes(),
                ZERO,
                raw(problem.y()),
                at(y));
    }

    @Override
    public int backwardData(
            Handle handle,
            Descriptors problem,
            long filter,
            long gradY,
            int algorithm,
            Workspace workspace,
            long gradX) {
        return JCudnn.cudnnConvolutionBackwardData(
                raw(handle),
                ONE,
                raw(problem.filter()),
                at(filter),
                raw(problem.y()),
                at(gradY),
                raw(problem.convolution()),
                algorithm,
                at(workspace.address()),
                workspace.bytes(),
                ZERO,
                raw(problem.x()),
                at(gradX));
    }

    @Override
    public int backwardFilter(
            Handle handle,
            Descriptors problem,
            long x,
            long gradY,
            int algorithm,
            Workspace workspace,
            long gradFilter) {
        return JCudnn.cudnnConvolutionBackwardFilter(
                raw(handle),
                ONE,
                raw(problem.x()),
                at(x),
                raw(problem.y()),
                at(gradY),
                raw(problem.convolution()),
                algorithm,
                at(workspace.address()),
                workspace.bytes(),
                ZERO,
                raw(problem.filter()),
                at(gradFilter));
    }

    @Override
    public int backwardBias(Handle handle, Tensor y, long gradY, Tensor channels, long gradBias) {
        return JCudnn.cudnnConvolutionBackwardBias(
                raw(handle), ONE, raw(y), at(gradY), ZERO, raw(channels), at(gradBias));
    }

    @Override
    public int batchNormForward(Handle handle, NormInput input, NormForward forward) {
        return JCudnn.cudnnBatchNormalizationForwardTraining(
                raw(handle),
                CUDNN_BATCHNORM_SPATIAL,
                ONE,
                ZERO,
                raw(input.shape()),
                at(input.x()),
                raw(input.shape()),
                at(forward.y()),
                raw(input.channels()),
                at(input.gamma()),
                at(forward.beta()),
                forward.momentum(),
                at(forward.runningMean()),
                at(forward.runningVar()),
                input.epsilon(),
                at(forward.mean()),
                at(forward.invStd()));
    }

    @Override
    public int batchNormBackward(Handle handle, NormInput input, NormBackward backward) {
        return JCudnn.cudnnBatchNormalizationBackward(
                raw(handle),
                CUDNN_BATCHNORM_SPATIAL,
                ONE,
                ZERO,
                ONE,
                ZERO,
                raw(input.shape()),
                at(input.x()),
                raw(input.shape()),
                at(backward.gradY()),
                raw(input.shape()),
                at(backward.gradX()),
                raw(input.channels()),
                at(input.gamma()),
                at(backward.gradGamma()),
                at(backward.gradBeta()),
                input.epsilon(),
                at(backward.mean()),
                at(backward.invStd()));
    }
}
