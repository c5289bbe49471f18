// A few vectors times a matrix, y [n,out] = activation(x [n,in] · weight [in,out] + bias [out]): a linear layer at the
// batch sizes of inference, where the weights are read once and everything else is small. Larger batches are products
// of pointwise.cu.
//
// linear_forward_c4, _c1: 4 · in · out bytes and n · in · out multiply-adds; bound by the weights' bandwidth and, as
// layers are small, by latency. So a block takes few outputs, `lanes` groups of 4 (_c4) or 1 (_c1), and all its rows of
// threads share their weights: row r adds inputs r, r + rows, … in order, with eight loads under way, then rows are
// added pairwise. One launch without a second stage: for 576 x 256 it is 16 blocks whose threads read 9 weights each.
// Blocks in y are the vectors; they share the weights through the second-level cache. Deterministic; independent of n.
#include "activation.cuh"
#include "pack.cuh"
#include "reduce.cuh"

template <int WIDTH>
LM_DEVICE void multiply_vector(
    const float* __restrict__ x, const float* __restrict__ weight, const float* __restrict__ bias,
    float* __restrict__ y, int inputs, int outputs, int lanes, int activation) {
    constexpr int BATCH = 8;  // loads under way per thread
    LM_SHARED(Pack<WIDTH>, shared, 256);
    int thread = static_cast<int>(threadIdx.x);
    int rows = static_cast<int>(blockDim.x) / lanes;
    int output = (static_cast<int>(blockIdx.x) * lanes + thread % lanes) * WIDTH;
    int vector = static_cast<int>(blockIdx.y);
    x += vector * inputs;
    Pack<WIDTH> sum = filled_pack<WIDTH>(0.0f);
    if (output < outputs) {
        for (int first = thread / lanes; first < inputs; first += BATCH * rows) {
            Pack<WIDTH> held[BATCH];
            float factors[BATCH];
#pragma unroll
            for (int k = 0; k < BATCH; k++) {
                int i = first + k * rows;
                held[k] = filled_pack<WIDTH>(0.0f);
                factors[k] = 0.0f;
                if (i < inputs) {
                    factors[k] = x[i];
                    read_pack(weight + i * outputs + output, held[k]);
                }
            }
#pragma unroll
            for (int k = 0; k < BATCH; k++) {
                multiply_add(sum, filled_pack<WIDTH>(factors[k]), held[k]);
            }
        }
    }
    add_columns(shared, sum, lanes);
    if (thread < lanes && output < outputs) {
        Pack<WIDTH> total = shared[thread];
        for (int k = 0; k < WIDTH; k++) {
            total.at[k] = activate(activation, total.at[k] + (bias != nullptr ? bias[output + k] : 0.0f));
        }
        store_pack(y + vector * outputs + output, total);
    }
}

#define LM_LINEAR_FORWARD(name, width)                                                                        \
    LM_KERNEL(name, 256,                                                                                      \
              (const float* __restrict__ x, const float* __restrict__ weight, const float* __restrict__ bias, \
               float* __restrict__ y, int inputs, int outputs, int lanes, int activation)) {                  \
        multiply_vector<width>(x, weight, bias, y, inputs, outputs, lanes, activation);                       \
    }

LM_LINEAR_FORWARD(linear_forward_c4, 4)
LM_LINEAR_FORWARD(linear_forward_c1, 1)
