// A correlation of each image with a stencil of its own, its edge repeated around it.
//
// linear_filter_forward: x [n, h, w, 3], weights [n, (2 radius + 1)^2], to y [n, h, w, 3]. One thread per pixel and all
// three channels; blocks of one image, so that a tap of weight 0 is left out by all their threads at once: an image
// that is only copied, most of a batch, costs reading its stencil. Per tap 12 bytes, from the cache but for the first
// reader's, and 3 multiply-adds, which bound it. Each output is one sum in the order of the taps: deterministic.
#include "kernel.cuh"

LM_DEVICE int inside(int at, int size) { return max(min(at, size - 1), 0); }

// Blocks: `blocks` in turn for each image.
LM_KERNEL(linear_filter_forward, 128,
          (const float* __restrict__ x, const float* __restrict__ weights, float* __restrict__ y, int height, int width,
           int radius, int blocks)) {
    int image = static_cast<int>(blockIdx.x) / blocks;
    int pixel = static_cast<int>(blockIdx.x) % blocks * static_cast<int>(blockDim.x) + static_cast<int>(threadIdx.x);
    if (pixel >= height * width) {
        return;
    }
    int row = pixel / width;
    int column = pixel % width;
    int side = 2 * radius + 1;
    const float* stencil = weights + image * side * side;
    const float* from = x + 3 * image * height * width;
    float3 sum = make_float3(0.0f, 0.0f, 0.0f);
    for (int j = 0; j < side; j++) {
        const float* line = from + 3 * inside(row + j - radius, height) * width;
        for (int i = 0; i < side; i++) {
            float weight = stencil[j * side + i];
            if (weight != 0.0f) {
                const float* p = line + 3 * inside(column + i - radius, width);
                sum.x = fmaf(weight, p[0], sum.x);
                sum.y = fmaf(weight, p[1], sum.y);
                sum.z = fmaf(weight, p[2], sum.z);
            }
        }
    }
    float* out = y + 3 * (image * height * width + pixel);
    out[0] = sum.x;
    out[1] = sum.y;
    out[2] = sum.z;
}
