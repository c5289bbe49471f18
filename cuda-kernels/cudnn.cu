// What stands around cuDNN's calls: its filters are the transpose of our weights, and it knows none of our activations.
//
// cudnn_transpose: target [columns, rows] = transpose of source [rows, columns]; 8 bytes per element, bound by memory.
//   Blocks are the tiles of transpose.cuh.
// cudnn_epilogue: y = activation(y + bias) + residual in place, y and residual [elements], bias [channels] of the
//   innermost index; a null bias or residual is left out. 8 bytes per element, 12 with a residual; bound by memory.
// cudnn_activation_gradient: target = gradient * activation'(gamma * (x - mean) * inv_std + beta), x, gradient and
//   target [elements], the rest [channels]; 12 bytes per element; bound by memory.
//
// Every element is computed by itself: deterministic. The last two are simple loops with one element per request:
// they are small beside the call that they stand around.
#include "activation.cuh"
#include "transpose.cuh"

LM_KERNEL(cudnn_transpose, 256, (const float* __restrict__ source, float* __restrict__ target, int rows, int columns)) {
    transpose_tile(source, target, rows, columns, static_cast<int>(blockIdx.x), static_cast<int>(blockIdx.y));
}

LM_KERNEL(cudnn_epilogue, 256,
          (float* y, const float* __restrict__ bias, const float* __restrict__ residual, int elements, int channels,
           int activation)) {
    for (int i = global_thread(); i < elements; i += global_threads()) {
        float shift = bias == nullptr ? 0.0f : bias[i % channels];
        float added = residual == nullptr ? 0.0f : residual[i];
        y[i] = activate(activation, y[i] + shift) + added;
    }
}

LM_KERNEL(cudnn_activation_gradient, 256,
          (const float* __restrict__ x, const float* __restrict__ gamma, const float* __restrict__ beta,
           const float* __restrict__ mean, const float* __restrict__ inv_std, const float* __restrict__ gradient,
           float* __restrict__ target, int elements, int channels, int activation)) {
    for (int i = global_thread(); i < elements; i += global_threads()) {
        int c = i % channels;
        float normalised = (x[i] - mean[c]) * inv_std[c];
        target[i] = gradient[i] * activation_derivative(activation, fmaf(gamma[c], normalised, beta[c]));
    }
}
