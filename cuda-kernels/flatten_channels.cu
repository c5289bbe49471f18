// Every channel of a map as one row of its pixels, x [images, pixels, channels] to y [images, channels, pixels], and back.
//
// flatten_channels_transpose: target [images, columns, rows] = the transpose of each matrix of source [images, rows,
//   columns]: rows are the pixels forward and the channels backward. 8 bytes per element, bound by memory. Blocks are the
//   tiles of transpose.cuh, in x `row_tiles` for each image in turn. Nothing is added: exact and deterministic.
#include "transpose.cuh"

LM_KERNEL(flatten_channels_transpose, 256,
          (const float* __restrict__ source, float* __restrict__ target, int rows, int columns, int row_tiles)) {
    int image = static_cast<int>(blockIdx.x) / row_tiles * rows * columns;
    transpose_tile(source + image, target + image, rows, columns, static_cast<int>(blockIdx.x) % row_tiles,
                   static_cast<int>(blockIdx.y));
}
