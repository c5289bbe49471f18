// Sums of the columns of a matrix x [rows,columns]: the gradient of every bias.
//
// columns_sum_c4, _c1: 4 bytes and one addition per element; bound by memory. A block takes `lanes` groups of 4 (_c4)
// or 1 (_c1) neighbouring columns and one slab of `slab_rows` rows, which its rows of threads share in turn with eight
// loads under way each, then adds these pairwise. Blocks: x slabs, y groups of columns. With one slab y [columns] is
// the result, with more y is [slabs,columns] and slabs.cu adds up. Deterministic: slabs depend on the shape alone.
#include "pack.cuh"
#include "reduce.cuh"

template <int WIDTH>
LM_DEVICE void sum_columns(
    const float* __restrict__ x, float* __restrict__ y, int rows, int columns, int lanes, int slab_rows) {
    constexpr int BATCH = 8;  // loads under way per thread
    LM_SHARED(Pack<WIDTH>, shared, 256);
    int thread = static_cast<int>(threadIdx.x);
    int step = static_cast<int>(blockDim.x) / lanes;
    int column = (static_cast<int>(blockIdx.y) * lanes + thread % lanes) * WIDTH;
    int slab = static_cast<int>(blockIdx.x);
    int last = min((slab + 1) * slab_rows, rows);
    Pack<WIDTH> sum = filled_pack<WIDTH>(0.0f);
    if (column < columns) {
        for (int first = slab * slab_rows + thread / lanes; first < last; first += BATCH * step) {
            Pack<WIDTH> held[BATCH];
#pragma unroll
            for (int k = 0; k < BATCH; k++) {
                int row = first + k * step;
                held[k] = filled_pack<WIDTH>(0.0f);
                if (row < last) {
                    read_pack(x + row * columns + column, held[k]);
                }
            }
#pragma unroll
            for (int k = 0; k < BATCH; k++) {
                sum = sum + held[k];
            }
        }
    }
    add_columns(shared, sum, lanes);
    if (thread < lanes && column < columns) {
        store_pack(y + slab * columns + column, shared[thread]);
    }
}

#define LM_COLUMNS_SUM(name, width)                                                                  \
    LM_KERNEL(name, 256,                                                                             \
              (const float* __restrict__ x, float* __restrict__ y, int rows, int columns, int lanes, \
               int slab_rows)) {                                                                     \
        sum_columns<width>(x, y, rows, columns, lanes, slab_rows);                                   \
    }

LM_COLUMNS_SUM(columns_sum_c4, 4)
LM_COLUMNS_SUM(columns_sum_c1, 1)
