// Kernels with a mistake each, which the stand-in must show.
#include "vector.cuh"
#include "warp.cuh"

// Barriers.

LM_KERNEL(planted_barrier_for_half, 64, (float* y)) {
    if (threadIdx.x < 32) {
        __syncthreads();
    }
    y[threadIdx.x] = 0.0f;
}

LM_KERNEL(planted_exit_before_barrier, 64, (float* y, int n)) {
    if (static_cast<int>(threadIdx.x) >= n) {
        return;
    }
    __syncthreads();
    y[threadIdx.x] = 0.0f;
}

LM_KERNEL(planted_two_barriers, 64, (float* y)) {
    if (threadIdx.x % 2 == 0) {
        __syncthreads();
    } else {
        __syncthreads();
    }
    y[threadIdx.x] = 0.0f;
}

LM_KERNEL(planted_uneven_loop, 64, (float* y)) {
    for (unsigned i = 0; i <= threadIdx.x / 32; i++) {
        __syncthreads();
    }
    y[threadIdx.x] = 0.0f;
}

// The neighbour's value, without waiting for it.
LM_KERNEL(planted_missing_barrier, 64, (float* y)) {
    LM_SHARED(float, values, 64);
    int t = static_cast<int>(threadIdx.x);
    values[t] = static_cast<float>(t);
    y[t] = values[(t + 1) % 64];
}

// The barrier between reading the old values and writing new ones.
LM_KERNEL(planted_missing_second_barrier, 64, (float* y)) {
    LM_SHARED(float, values, 64);
    int t = static_cast<int>(threadIdx.x);
    values[t] = static_cast<float>(t);
    __syncthreads();
    float neighbour = values[(t + 1) % 64];
    values[t] = 2.0f * neighbour;
    y[t] = neighbour;
}

// Warps.

LM_KERNEL(planted_lock_step, 32, (float* y)) {
    LM_SHARED(float, values, 32);
    int t = static_cast<int>(threadIdx.x);
    values[t] = static_cast<float>(t);
    y[t] = values[31 - t];
}

LM_KERNEL(planted_mask_without_self, 32, (float* y)) {
    y[threadIdx.x] = __shfl_xor_sync(0xffffu, 1.0f, 1);
}

LM_KERNEL(planted_partial_warp, 64, (float* y)) { y[threadIdx.x] = warp_sum(1.0f); }

LM_KERNEL(planted_lane_left, 32, (float* y)) {
    if (threadIdx.x != 31) {
        y[threadIdx.x] = warp_sum(1.0f);
    }
}

LM_KERNEL(planted_warp_sites, 32, (float* y)) {
    float value = 0.0f;
    if (threadIdx.x < 16) {
        value = __shfl_xor_sync(LM_FULL_WARP, 1.0f, 1);
    } else {
        value = __shfl_xor_sync(LM_FULL_WARP, 2.0f, 1);
    }
    y[threadIdx.x] = value;
}

LM_KERNEL(planted_lane_outside_mask, 32, (float* y)) {
    if (threadIdx.x < 16) {
        y[threadIdx.x] = __shfl_xor_sync(0xffffu, 1.0f, 16);
    }
}

LM_KERNEL(planted_bad_width, 32, (int* y)) { y[threadIdx.x] = __shfl_sync(LM_FULL_WARP, 1, 0, 12); }

// Memory.

LM_KERNEL(planted_write_behind, 256, (float* y, int n)) {
    int i = global_thread();
    if (i <= n) {
        y[i] = 0.0f;
    }
}

LM_KERNEL(planted_write_before, 256, (float* y, int n)) {
    int i = global_thread();
    if (i < n) {
        y[i - 1] = 0.0f;
    }
}

LM_KERNEL(planted_read_far, 256, (float* y, int offset)) { y[threadIdx.x] = y[static_cast<int>(threadIdx.x) + offset]; }

LM_KERNEL(planted_read_halo, 256, (const float* x, float* y, int n)) {
    int i = global_thread();
    if (i < n) {
        y[i] = x[i - 1] + x[i];
    }
}

LM_KERNEL(planted_misaligned, 32, (const float* x, float* y)) { store4(y + 4 * threadIdx.x, load4(x + 1)); }

LM_KERNEL(planted_unwritten, 256, (float* y, int n)) {
    int i = global_thread();
    if (i < n - 1) {
        y[i] = 0.0f;
    }
}

LM_KERNEL(planted_wrong_stride, 256, (float* y, int n)) {
    for (int i = global_thread(); i < n; i += 2 * global_threads()) {
        y[i] = 0.0f;
    }
}

LM_KERNEL(planted_block_race, 32, (float* y)) { y[threadIdx.x] = static_cast<float>(blockIdx.x); }

// Shared memory.

LM_KERNEL(planted_unwritten_shared, 32, (float* y)) {
    LM_SHARED(float, values, 32);
    if (threadIdx.x != 0) {
        values[threadIdx.x] = 1.0f;
    }
    __syncthreads();
    y[threadIdx.x] = values[31 - threadIdx.x];
}

// The previous block's value is still there on a device.
LM_KERNEL(planted_shared_from_last_block, 32, (float* y)) {
    LM_SHARED(float, value, 1);
    if (blockIdx.x == 0 && threadIdx.x == 0) {
        value[0] = 1.0f;
    }
    __syncthreads();
    y[blockIdx.x * blockDim.x + threadIdx.x] = value[0];
}

LM_KERNEL(planted_shared_overrun, 32, (float* y, int extra)) {
    LM_SHARED(float, values, 32);
    for (int i = static_cast<int>(threadIdx.x); i < 32 + extra; i += 32) {
        values[i] = 1.0f;
    }
    __syncthreads();
    y[threadIdx.x] = values[threadIdx.x];
}

LM_KERNEL(planted_shared_too_large, 32, (float* y)) {
    LM_SHARED(float, first, 8192);
    LM_SHARED(float, second, 8192);
    first[threadIdx.x] = second[threadIdx.x] = 1.0f;
    y[threadIdx.x] = first[threadIdx.x];
}

// Ends that are none.

LM_KERNEL(planted_endless, 32, (float* y)) {
    volatile float* watched = y;
    while (watched[0] != 12345.0f) {
    }
}

LM_KERNEL(planted_wait_for_block, 32, (float* y)) {
    volatile float* watched = y;
    if (blockIdx.x == 0) {
        while (watched[1] != 1.0f) {
        }
    } else {
        watched[1] = 1.0f;
    }
    if (blockIdx.x == 1) {
        while (watched[0] != 1.0f) {
        }
    } else {
        watched[0] = 1.0f;
    }
}

LM_KERNEL(planted_division, 32, (int* y, int divisor)) { y[threadIdx.x] = 100 / divisor; }

LM_KERNEL(planted_trap, 32, (float* y)) {
    y[0] = 0.0f;
    __builtin_trap();
}

static __attribute__((noinline)) float endless_depth(volatile float* y, int depth) {
    volatile float here[64];
    here[depth % 64] = y[0];
    return depth < 0 ? here[0] : endless_depth(y, depth + 1) + here[depth % 64];
}

LM_KERNEL(planted_recursion, 32, (float* y)) { y[0] = endless_depth(y, 0); }
