package io.lightmark.backend.cuda.cudnn;

import io.lightmark.backend.cuda.driver.Stream;
import io.lightmark.op.Window;
import java.util.List;

/**
 * The part of cuDNN that this library uses. Device memory is given by its address, all tensors are float32 in NHWC order,
 * filters [outputs, k, k, inputs]. Methods that return an {@code int} return cuDNN's status; what they make is written
 * into an object that the {@code new…} methods give.
 */
interface Cudnn {
    /** A library context, bound to the device that was current when it was created. */
    interface Handle {}

    /** The shape of a tensor. */
    interface Tensor {}

    /** The shape of a filter. */
    interface Filter {}

    /** Stride, padding and arithmetic of a convolution. */
    interface Convolution {}

    /** What the three directions of a convolution have in common: {@code y = x * filter}. */
    record Descriptors(Tensor x, Filter filter, Convolution convolution, Tensor y) {}

    /**
     * One way to compute, as cuDNN's heuristics rank it.
     *
     * @param number cuDNN's number of the algorithm
     * @param status whether it can do the problem
     * @param deterministic whether cuDNN promises the same bits each time
     */
    record Algorithm(int number, int status, boolean deterministic) {}

    /** Scratch memory on the device; address 0 for none. */
    record Workspace(long address, long bytes) {}

    /** The arrays of a batch normalisation that both directions read: shape of x, its address, that of gamma. */
    record NormInput(Tensor shape, long x, Tensor channels, long gamma, double epsilon) {}

    /** What the forward direction of a batch normalisation reads and writes besides. */
    record NormForward(long beta, long y, double momentum, long runningMean, long runningVar, long mean, long invStd) {}

    /** What the backward direction of a batch normalisation reads and writes besides. */
    record NormBackward(long gradY, long gradX, long gradGamma, long gradBeta, long mean, long invStd) {}

    /** The version of the loaded library: 90501 for 9.5.1. */
    long version();

    /** cuDNN's own words for a status. */
    String errorText(int status);

    Handle newHandle();

    int create(Handle handle);

    int destroy(Handle handle);

    /** Makes all later calls with this handle put their work on a stream. */
    int setStream(Handle handle, Stream stream);

    Tensor newTensor();

    int create(Tensor tensor);

    int destroy(Tensor tensor);

    int set(Tensor tensor, int n, int h, int w, int c);

    Filter newFilter();

    int create(Filter filter);

    int destroy(Filter filter);

    int set(Filter filter, int outputs, int side, int inputs);

    Convolution newConvolution();

    int create(Convolution convolution);

    int destroy(Convolution convolution);

    /** Sets a cross-correlation, as networks compute it. */
    int set(Convolution convolution, Window window);

    /** Forbids tensor cores, which would round the inputs to TF32. */
    int setFloat32Math(Convolution convolution);

    /** Appends the forward algorithms to a list, the one expected to take the least time first. */
    int forwardAlgorithms(Handle handle, Descriptors problem, List<Algorithm> ranked);

    /** As {@link #forwardAlgorithms}, for the gradient of x. */
    int backwardDataAlgorithms(Handle handle, Descriptors problem, List<Algorithm> ranked);

    /** As {@link #forwardAlgorithms}, for the gradient of the filter. */
    int backwardFilterAlgorithms(Handle handle, Descriptors problem, List<Algorithm> ranked);

    /** Writes the bytes of workspace that an algorithm needs into {@code bytes[0]}. */
    int forwardWorkspace(Handle handle, Descriptors problem, int algorithm, long[] bytes);

    /** As {@link #forwardWorkspace}, for the gradient of x. */
    int backwardDataWorkspace(Handle handle, Descriptors problem, int algorithm, long[] bytes);

    /** As {@link #forwardWorkspace}, for the gradient of the filter. */
    int backwardFilterWorkspace(Handle handle, Descriptors problem, int algorithm, long[] bytes);

    /** {@code y = x * filter}. */
    int forward(Handle handle, Descriptors problem, long x, long filter, int algorithm, Workspace workspace, long y);

    /** The gradient of x. */
    int backwardData(
            Handle handle,
            Descriptors problem,
            long filter,
            long gradY,
            int algorithm,
            Workspace workspace,
            long gradX);

    /** The gradient of the filter. */
    int backwardFilter(
            Handle handle,
            Descriptors problem,
            long x,
            long gradY,
            int algorithm,
            Workspace workspace,
            long gradFilter);

    /** The gradient of a bias per channel: the sum of {@code gradY} over all else. */
    int backwardBias(Handle handle, Tensor y, long gradY, Tensor channels, long gradBias);

    /** Batch normalisation with the statistics of this batch per channel. */
    int batchNormForward(Handle handle, NormInput input, NormForward forward);

    /** The gradients of {@link #batchNormForward}. */
    int batchNormBackward(Handle handle, NormInput input, NormBackward backward);
}
