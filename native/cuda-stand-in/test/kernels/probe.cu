// Kernels that do what kernels may do, one thing each.
#include "warp.cuh"

// y[i] = how often thread i of the grid ran, with every coordinate of block and thread taken into account.
LM_KERNEL(probe_visits, 1024, (int* y)) {
    int block = static_cast<int>(blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z));
    int thread = static_cast<int>(threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z));
    y[block * static_cast<int>(blockDim.x * blockDim.y * blockDim.z) + thread] += 1;
}

// y[block] = sum of the block's 256 values of x, over shared memory with barriers.
LM_KERNEL(probe_block_sum, 256, (const float* __restrict__ x, float* __restrict__ y)) {
    LM_SHARED(float, partial, 256);
    int t = static_cast<int>(threadIdx.x);
    partial[t] = x[blockIdx.x * blockDim.x + threadIdx.x];
    for (int half = static_cast<int>(blockDim.x) / 2; half > 0; half /= 2) {
        __syncthreads();
        if (t < half) {
            partial[t] += partial[t + half];
        }
    }
    if (t == 0) {
        y[blockIdx.x] = partial[0];
    }
}

// y[i] = sum over the warp of thread i.
LM_KERNEL(probe_warp_sum, 1024, (const float* __restrict__ x, float* __restrict__ y)) {
    int i = global_thread();
    y[i] = warp_sum(x[i]);
}

// All exchanges at once: 6 rows of blockDim.x values each.
LM_KERNEL(probe_exchanges, 64, (int* y)) {
    int t = static_cast<int>(threadIdx.x);
    int n = static_cast<int>(blockDim.x);
    y[t] = __shfl_sync(LM_FULL_WARP, t, 5);
    y[n + t] = __shfl_sync(LM_FULL_WARP, t, 3, 8);
    y[2 * n + t] = __shfl_down_sync(LM_FULL_WARP, t, 4);
    y[3 * n + t] = __shfl_up_sync(LM_FULL_WARP, t, 4);
    y[4 * n + t] = __shfl_xor_sync(LM_FULL_WARP, t, 1);
    y[5 * n + t] = static_cast<int>(__ballot_sync(LM_FULL_WARP, t % 3 == 0));
}

// Half of the warp sums for itself.
LM_KERNEL(probe_half_warp, 32, (int* y)) {
    int t = static_cast<int>(threadIdx.x);
    unsigned mask = t < 16 ? 0xffffu : 0xffff0000u;
    int value = t;
    for (int distance = 8; distance > 0; distance /= 2) {
        value += __shfl_xor_sync(mask, value, distance);
    }
    y[t] = value;
}

// y[i] = a·x[i] + b, as every kind of argument.
LM_KERNEL(probe_arguments, 256, (int n, const float* x, float a, float* y, long long b)) {
    int i = global_thread();
    if (i < n) {
        y[i] = a * x[i] + static_cast<float>(b);
    }
}

LM_KERNEL(probe_add_one, 256, (float* y, int n)) {
    int i = global_thread();
    if (i < n) {
        y[i] += 1.0f;
    }
}

LM_KERNEL(probe_double, 256, (float* y, int n)) {
    int i = global_thread();
    if (i < n) {
        y[i] *= 2.0f;
    }
}
