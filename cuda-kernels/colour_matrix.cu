// An affine map of each pixel's three colours, one map per image, in place.
//
// colour_matrix_forward: x [n, pixels, 3], matrix [n, 12]. One thread per pixel, blocks of one image, so that its
// matrix is the same for all their threads; blocks of an image whose map changes nothing, most of a batch, end at once.
// The others read and write 24 bytes per pixel, adjacent between threads; bound by memory. Deterministic.
#include "kernel.cuh"

#define NUMBERS 12

LM_DEVICE bool is_identity(const float* m) {
    for (int i = 0; i < NUMBERS; i++) {
        if (m[i] != (i % 5 == 0 ? 1.0f : 0.0f)) {
            return false;
        }
    }
    return true;
}

LM_DEVICE float mixed(const float* row, float first, float second, float third) {
    return fmaf(row[2], third, fmaf(row[1], second, fmaf(row[0], first, row[3])));
}

// Blocks: `blocks` in turn for each image.
LM_KERNEL(colour_matrix_forward, 256,
          (float* __restrict__ x, const float* __restrict__ matrix, int pixels, int blocks)) {
    int image = static_cast<int>(blockIdx.x) / blocks;
    int pixel = static_cast<int>(blockIdx.x) % blocks * static_cast<int>(blockDim.x) + static_cast<int>(threadIdx.x);
    const float* m = matrix + NUMBERS * image;
    if (pixel >= pixels || is_identity(m)) {
        return;
    }
    float* at = x + 3 * (image * pixels + pixel);
    float first = at[0], second = at[1], third = at[2];
    at[0] = mixed(m, first, second, third);
    at[1] = mixed(m + 4, first, second, third);
    at[2] = mixed(m + 8, first, second, third);
}
