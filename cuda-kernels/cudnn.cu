// What stands around cuDNN's calls: its filters are the transpose of our weights, and it knows none of our activations.
//
// cudnn_transpose: target [columns, rows] = transpose of source [rows, columns]; 8 bytes per element. A block moves a
//   tile of 32 x 32 through shared memory, so that reads and writes are both of 128 bytes in a row; a row of the tile
//   has one element more, so that its columns lie in different banks.
// cudnn_epilogue: y = activation(y + bias) + residual in place, y and residual [elements], bias [channels] of the
//   innermost index; a null bias or residual is left out. 8 bytes per element, 12 with a residual; bound by memory.
// cudnn_activation_gradient: target = gradient * activation'(gamma * (x - mean) * inv_std + beta), x, gradient and
//   target [elements], the rest [channels]; 12 bytes per element; bound by memory.
//
// Every element is computed by itself: deterministic. The last two are simple loops with one element per request:
// they are small beside the call that they stand around.
#include "activation.cuh"

#define TILE 32
#define TILE_ROWS 8

LM_KERNEL(cudnn_transpose, 256, (const float* __restrict__ source, float* __restrict__ target, int rows, int columns)) {
    LM_SHARED(float, tile, TILE * (TILE + 1));
    int lane = static_cast<int>(threadIdx.x) % TILE;
    int line = static_cast<int>(threadIdx.x) / TILE;
    int row = static_cast<int>(blockIdx.x) * TILE;
    int column = static_cast<int>(blockIdx.y) * TILE;
    for (int i = line; i < TILE; i += TILE_ROWS) {
        if (row + i < rows && column + lane < columns) {
            tile[i * (TILE + 1) + lane] = source[(row + i) * columns + column + lane];
        }
    }
    __syncthreads();
    for (int i = line; i < TILE; i += TILE_ROWS) {
        if (column + i < columns && row + lane < rows) {
            target[(column + i) * rows + row + lane] = tile[lane * (TILE + 1) + i];
        }
    }
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
