// Sums over the threads of a block, in a fixed order.
#pragma once

#include "kernel.cuh"

// The threads of a block in row-major order with `columns` columns: adds up each column with operator+ of T, row r with
// row r + half by turns. Afterwards shared[column] holds the column's total for every thread. `shared` has one element
// per thread; it may be used again after a barrier.
template <typename T>
LM_DEVICE void add_columns(T* shared, const T& value, int columns) {
    int thread = static_cast<int>(threadIdx.x);
    int rows = static_cast<int>(blockDim.x) / columns;
    int row = thread / columns;
    int half = 1;
    while (2 * half < rows) {
        half *= 2;
    }
    shared[thread] = value;
    __syncthreads();
    for (; half > 0; half /= 2) {
        if (row < half && row + half < rows) {
            shared[thread] = shared[thread] + shared[thread + half * columns];
        }
        __syncthreads();
    }
}
