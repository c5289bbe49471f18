// Rectangles of a colour or of noise painted over each image, in place.
//
// random_erasing_forward: x [n, h, w, 3], rectangles [n, count, 8], key [n, 2]. One thread per pixel, blocks of one
// image. Each looks for the last rectangle that covers its pixel, from the back, so a pixel is written at most once: 12
// bytes and three hashes. Images without rectangles, most of a batch, cost reading their empty ones. Deterministic: the
// noise is CounterRandom's, by the image's key and the element's index.
#include "random.cuh"

#define NUMBERS 8

LM_DEVICE bool covers(const float* rectangle, float column, float row) {
    return rectangle[0] <= column && column < rectangle[2] && rectangle[1] <= row && row < rectangle[3];
}

// Blocks: `blocks` in turn for each image.
LM_KERNEL(random_erasing_forward, 256,
          (float* __restrict__ x, const float* __restrict__ rectangles, const int* __restrict__ keys, int height,
           int width, int count, int blocks)) {
    int image = static_cast<int>(blockIdx.x) / blocks;
    int pixel = static_cast<int>(blockIdx.x) % blocks * static_cast<int>(blockDim.x) + static_cast<int>(threadIdx.x);
    if (pixel >= height * width) {
        return;
    }
    float row = static_cast<float>(pixel / width);
    float column = static_cast<float>(pixel % width);
    const float* first = rectangles + NUMBERS * count * image;
    for (int r = count - 1; r >= 0; r--) {
        const float* rectangle = first + NUMBERS * r;
        if (covers(rectangle, column, row)) {
            unsigned long long key = random_image_key(keys + 2 * image);
            float* at = x + 3 * (image * height * width + pixel);
            for (int c = 0; c < 3; c++) {
                float number = static_cast<float>(random_bits24(key, 3 * pixel + c)) * 5.9604644775390625e-8f;
                at[c] = fmaf(rectangle[7], 2.0f * number - 1.0f, rectangle[4 + c]);
            }
            return;
        }
    }
}
