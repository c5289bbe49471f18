// The median of the window around each pixel, per channel, the image's edge repeated around it.
//
// median_filter_forward: x [n, h, w, 3], radius [n], to y [n, h, w, 3]. One thread per pixel, blocks of one image, so
// that all its threads have the same radius; those of radius 0, most of a batch, copy. Of half of the window and two
// more the least and the greatest cannot be the median and are dropped, then the next pixel is taken in, until one is
// left: all in registers, since every index is known when the loops are unrolled. 24 exchanges for 9 pixels, 168 for
// 25, which bound it; the pixels come from the cache. Deterministic.
#include "kernel.cuh"

LM_DEVICE int inside(int at, int size) { return max(min(at, size - 1), 0); }

LM_DEVICE void exchange(float& lower, float& upper) {
    float least = fminf(lower, upper);
    upper = fmaxf(lower, upper);
    lower = least;
}

// One channel of an image and a pixel of it.
struct Place {
    const float* channel;
    int height;
    int width;
    int row;
    int column;
};

// The k-th pixel of the window of SIDE x SIDE around a place.
template <int SIDE>
LM_DEVICE float neighbour(const Place& place, int k) {
    int row = inside(place.row + k / SIDE - SIDE / 2, place.height);
    int column = inside(place.column + k % SIDE - SIDE / 2, place.width);
    return place.channel[3 * (row * place.width + column)];
}

template <int SIDE>
LM_DEVICE float median(const Place& place) {
    const int window = SIDE * SIDE;
    const int most = window / 2 + 2;
    float kept[most];
#pragma unroll
    for (int k = 0; k < most; k++) {
        kept[k] = neighbour<SIDE>(place, k);
    }
#pragma unroll
    for (int dropped = 0; dropped < most - 2; dropped++) {
        int last = most - 1 - dropped;
#pragma unroll
        for (int k = 1; k < most; k++) {
            if (k <= last) {
                exchange(kept[0], kept[k]);
            }
        }
#pragma unroll
        for (int k = 1; k < most - 1; k++) {
            if (k < last) {
                exchange(kept[k], kept[last]);
            }
        }
        if (most + dropped < window) {
            kept[0] = neighbour<SIDE>(place, most + dropped);
        }
    }
    return kept[1];
}

// Blocks: `blocks` in turn for each image.
LM_KERNEL(median_filter_forward, 128,
          (const float* __restrict__ x, const int* __restrict__ radii, float* __restrict__ y, int height, int width,
           int blocks)) {
    int image = static_cast<int>(blockIdx.x) / blocks;
    int pixel = static_cast<int>(blockIdx.x) % blocks * static_cast<int>(blockDim.x) + static_cast<int>(threadIdx.x);
    if (pixel >= height * width) {
        return;
    }
    int radius = radii[image];
    const float* from = x + 3 * image * height * width;
    float* out = y + 3 * (image * height * width + pixel);
    for (int c = 0; c < 3; c++) {
        Place place = {from + c, height, width, pixel / width, pixel % width};
        out[c] = radius <= 0 ? from[3 * pixel + c] : radius == 1 ? median<3>(place) : median<5>(place);
    }
}
