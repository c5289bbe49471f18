// What JPEG loses of each image, in place, as JpegCompression.java defines it.
//
// jpeg_compression_forward: x [n, h, w, 3], steps [n, 2, 64], levels [n, 2]. One block of 64 threads per block of 8 x 8
// pixels, one thread per pixel or frequency; those of images that are not compressed, most of a batch, end at once. The
// three channels are transformed at once by two products with the matrix of cosines per direction, each thread one row
// times one column from shared memory: 96 multiply-adds and 192 loads per thread and direction. 24 bytes per pixel.
// Deterministic: every sum in the order of its terms.
#include "kernel.cuh"

#define BLOCK 8
#define PIXELS 64

// cos(k pi / 16) for k from 0 to 8.
LM_DEVICE float cosine_below_quarter(int k) {
    switch (k) {
        case 0: return 1.0f;
        case 1: return 0.98078528f;
        case 2: return 0.92387953f;
        case 3: return 0.83146961f;
        case 4: return 0.70710678f;
        case 5: return 0.55557023f;
        case 6: return 0.38268343f;
        case 7: return 0.19509032f;
        default: return 0.0f;
    }
}

// The element of the transform's matrix at a frequency and a place.
LM_DEVICE float cosine(int frequency, int place) {
    int sixteenths = (2 * place + 1) * frequency % 32;
    int half = sixteenths > 16 ? 32 - sixteenths : sixteenths;
    float value = half > 8 ? -cosine_below_quarter(16 - half) : cosine_below_quarter(half);
    return frequency == 0 ? 0.35355339f : 0.5f * value;
}

LM_DEVICE float level(float value) { return fminf(fmaxf(value, 0.0f), 255.0f); }

// Row `row` of `a` times column `column` of `b`, both 8 x 8; A_ROWS or B_ROWS is false where the transpose is meant.
template <bool A_ROWS, bool B_ROWS>
LM_DEVICE float product(const float* a, const float* b, int row, int column) {
    float sum = 0.0f;
    for (int k = 0; k < BLOCK; k++) {
        float left = a[A_ROWS ? row * BLOCK + k : k * BLOCK + row];
        float right = b[B_ROWS ? k * BLOCK + column : column * BLOCK + k];
        sum = fmaf(left, right, sum);
    }
    return sum;
}

// Blocks: `blocks` in turn for each image, `across` of them in a row of blocks.
LM_KERNEL(jpeg_compression_forward, 64,
          (float* __restrict__ x, const float* __restrict__ steps, const float* __restrict__ levels, int height,
           int width, int across, int blocks)) {
    LM_SHARED(float, cosines, PIXELS);
    LM_SHARED(float, planes, 3 * PIXELS);
    LM_SHARED(float, halves, 3 * PIXELS);
    int image = static_cast<int>(blockIdx.x) / blocks;
    int block = static_cast<int>(blockIdx.x) % blocks;
    const float* tables = steps + 2 * PIXELS * image;
    if (tables[0] == 0.0f) {
        return;
    }
    int thread = static_cast<int>(threadIdx.x);
    int i = thread / BLOCK;
    int j = thread % BLOCK;
    int row = block / across * BLOCK + i;
    int column = block % across * BLOCK + j;
    float gain = levels[2 * image];
    float bias = levels[2 * image + 1];
    float* pixel = x + 3 * ((image * height + min(row, height - 1)) * width + min(column, width - 1));
    float blue = level((pixel[0] - bias) / gain);
    float green = level((pixel[1] - bias) / gain);
    float red = level((pixel[2] - bias) / gain);
    float luma = fmaf(0.114f, blue, fmaf(0.587f, green, 0.299f * red));
    cosines[thread] = cosine(i, j);
    planes[thread] = luma - 128.0f;
    planes[PIXELS + thread] = (blue - luma) * 0.56433409f;
    planes[2 * PIXELS + thread] = (red - luma) * 0.71326676f;
    __syncthreads();
    for (int p = 0; p < 3; p++) {
        halves[p * PIXELS + thread] = product<true, true>(cosines, planes + p * PIXELS, i, j);
    }
    __syncthreads();
    for (int p = 0; p < 3; p++) {
        float frequency = product<true, false>(halves + p * PIXELS, cosines, i, j);
        float step = tables[(p == 0 ? 0 : PIXELS) + thread];
        planes[p * PIXELS + thread] = step * floorf(frequency / step + 0.5f);
    }
    __syncthreads();
    for (int p = 0; p < 3; p++) {
        halves[p * PIXELS + thread] = product<false, true>(cosines, planes + p * PIXELS, i, j);
    }
    __syncthreads();
    if (row < height && column < width) {
        luma = product<true, true>(halves, cosines, i, j) + 128.0f;
        blue = fmaf(1.772f, product<true, true>(halves + PIXELS, cosines, i, j), luma);
        red = fmaf(1.402f, product<true, true>(halves + 2 * PIXELS, cosines, i, j), luma);
        green = (luma - 0.299f * red - 0.114f * blue) * 1.70357751f;
        pixel[0] = fmaf(gain, level(blue), bias);
        pixel[1] = fmaf(gain, level(green), bias);
        pixel[2] = fmaf(gain, level(red), bias);
    }
}
