// A tile of a transposition, by a block of 256 threads.
#pragma once

#include "kernel.cuh"

#define TILE 32
#define TILE_ROWS 8

// One tile of 32 x 32 of target [columns, rows] = transpose of source [rows, columns], through shared memory, so that
// reads and writes are both of 128 bytes in a row; a row of the tile has one element more, so that its columns lie in
// different banks.
LM_DEVICE void transpose_tile(const float* __restrict__ source, float* __restrict__ target, int rows, int columns,
                              int tile_row, int tile_column) {
    LM_SHARED(float, tile, TILE * (TILE + 1));
    int lane = static_cast<int>(threadIdx.x) % TILE;
    int line = static_cast<int>(threadIdx.x) / TILE;
    int row = tile_row * TILE;
    int column = tile_column * TILE;
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
