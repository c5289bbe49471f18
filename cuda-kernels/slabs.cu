// The second stage of every sum that is cut into slabs: y [length] = activation(Σ over slabs of part [slabs,length] +
// bias) + residual, where bias [channels] repeats along y and bias and residual are null where there is none.
//
// slabs_sum: 4 (slabs + 1) bytes and `slabs` additions per element; bound by memory, or by latency where it is small. A
// block takes `columns` neighbouring elements, and its rows of threads share the slabs: row r adds slabs r, r + rows, …
// in order, then rows are added pairwise. The fewer columns, the more threads share one element's slabs; eight are a
// 32-byte sector. Deterministic: who adds what depends on slabs and columns alone.
#include "activation.cuh"
#include "reduce.cuh"

LM_KERNEL(slabs_sum, 256,
          (const float* __restrict__ part, const float* __restrict__ bias, const float* __restrict__ residual,
           float* __restrict__ y, int slabs, int length, int channels, int activation, int columns)) {
    constexpr int BATCH = 8;  // loads under way per thread
    LM_SHARED(float, shared, 256);
    int thread = static_cast<int>(threadIdx.x);
    int rows = static_cast<int>(blockDim.x) / columns;
    int i = static_cast<int>(blockIdx.x) * columns + thread % columns;
    float sum = 0.0f;
    if (i < length) {
        const float* p = part + i;
        for (int first = thread / columns; first < slabs; first += BATCH * rows) {
            float held[BATCH];
#pragma unroll
            for (int k = 0; k < BATCH; k++) {
                int slab = first + k * rows;
                held[k] = slab < slabs ? p[static_cast<long long>(slab) * length] : 0.0f;
            }
#pragma unroll
            for (int k = 0; k < BATCH; k++) {
                sum += held[k];
            }
        }
    }
    add_columns(shared, sum, columns);
    if (thread < columns && i < length) {
        float total = shared[thread] + (bias != nullptr ? bias[i % channels] : 0.0f);
        y[i] = activate(activation, total) + (residual != nullptr ? residual[i] : 0.0f);
    }
}
