// What the 32 threads of a warp do together. All of them must take part, so blocks that use this are whole warps.
#pragma once

#include "kernel.cuh"

#define LM_WARP 32
#define LM_FULL_WARP 0xffffffffu

// The sum over the warp, in every lane, added in a fixed order.
LM_DEVICE float warp_sum(float value) {
    for (int distance = LM_WARP / 2; distance > 0; distance /= 2) {
        value += __shfl_xor_sync(LM_FULL_WARP, value, distance);
    }
    return value;
}

// The greatest over the warp, in every lane; a NaN is passed over.
LM_DEVICE float warp_greatest(float value) {
    for (int distance = LM_WARP / 2; distance > 0; distance /= 2) {
        value = fmaxf(value, __shfl_xor_sync(LM_FULL_WARP, value, distance));
    }
    return value;
}
