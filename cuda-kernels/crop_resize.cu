// Crop, resize and normalise pictures of bytes, as CropResize.java defines it: y = gain · (mean of bilinear samples of
// an affine map) + bias.
//
// crop_resize_forward: source bytes [source_bytes], per image geometry [4], transform [6] and colour [6], to
// y [n, h, w, 3]. One thread per output pixel and all three channels; blocks of one image, so that its map is the same
// for all their threads. Per sample 12 bytes, mostly from the cache, and about 60 operations; 12 bytes written per
// pixel, adjacent between threads. The map is evaluated in float: a coordinate is exact to a few 2^-24 of its terms.
//
// Reads nothing outside the source block, whatever the geometry and the transform hold: coordinates are clamped as
// floats before they become integers, pixels are clamped into the picture, and pixels outside weigh 0. Each output
// pixel is computed alone, in a fixed order: deterministic.
#include "kernel.cuh"

// By the ordinal of CropResize.Border.
enum Border { BORDER_ZERO, BORDER_REPLICATE };

// CropResize.SCALE_TOLERANCE.
#define SCALE_TOLERANCE 1e-4f

struct Picture {
    const unsigned char* bytes;
    int height;
    int width;
};

// The two pixels around a coordinate, both inside the picture, with their weights.
struct Neighbours {
    int first;
    int second;
    float first_weight;
    float second_weight;
};

// Whether a picture lies wholly inside the source block. `offset` and the extents may be anything.
LM_DEVICE bool fits(long long offset, int height, int width, long long source_bytes) {
    return offset >= 0 && offset <= source_bytes && height >= 1 && width >= 1 &&
           static_cast<long long>(height) * width <= (source_bytes - offset) / 3;
}

// Samples along an axis of the output whose unit step is (x, y) in the source.
LM_DEVICE int samples_for(float x, float y, int most) {
    float wanted = ceilf(sqrtf(x * x + y * y) - SCALE_TOLERANCE);
    return !(wanted > 1.0f) ? 1 : wanted < static_cast<float>(most) ? static_cast<int>(wanted) : most;
}

// False for NaN.
LM_DEVICE bool is_finite(float x) { return fabsf(x) <= 3.402823466e38f; }

LM_DEVICE Neighbours neighbours(float coordinate, int size, int border) {
    int last = size - 1;
    int lowest = border == BORDER_REPLICATE ? 0 : -1;
    int highest = border == BORDER_REPLICATE ? last : size;
    float place = coordinate - 0.5f;
    place = place > static_cast<float>(lowest) ? place : static_cast<float>(lowest);
    place = place < static_cast<float>(highest) ? place : static_cast<float>(highest);
    float below = floorf(place);
    float share = place - below;
    // Beyond 2^24, `highest` may have been rounded up.
    int first = min(static_cast<int>(below), highest);
    int second = first + 1;
    bool counts = is_finite(coordinate);
    Neighbours result;
    result.first = max(min(first, last), 0);
    result.second = max(min(second, last), 0);
    result.first_weight = counts && first >= 0 && first <= last ? 1.0f - share : 0.0f;
    result.second_weight = counts && second <= last ? share : 0.0f;
    return result;
}

LM_DEVICE void add_pixel(float3& sum, const Picture& picture, int row, int column, float weight) {
    const unsigned char* p = picture.bytes + (static_cast<long long>(row) * picture.width + column) * 3;
    sum.x = fmaf(weight, static_cast<float>(p[0]), sum.x);
    sum.y = fmaf(weight, static_cast<float>(p[1]), sum.y);
    sum.z = fmaf(weight, static_cast<float>(p[2]), sum.z);
}

// The mean of the samples of the output pixel at (row, column).
LM_DEVICE float3 average(const Picture& picture, const float* map, int row, int column, int samples, int border) {
    float a = map[0], b = map[1], c = map[2], d = map[3], e = map[4], f = map[5];
    int across = samples_for(a, d, samples);
    int down = samples_for(b, e, samples);
    float3 sum = make_float3(0.0f, 0.0f, 0.0f);
    for (int j = 0; j < down; j++) {
        float v = static_cast<float>(row) + (static_cast<float>(j) + 0.5f) / static_cast<float>(down);
        for (int i = 0; i < across; i++) {
            float u = static_cast<float>(column) + (static_cast<float>(i) + 0.5f) / static_cast<float>(across);
            Neighbours x = neighbours(fmaf(a, u, fmaf(b, v, c)), picture.width, border);
            Neighbours y = neighbours(fmaf(d, u, fmaf(e, v, f)), picture.height, border);
            add_pixel(sum, picture, y.first, x.first, y.first_weight * x.first_weight);
            add_pixel(sum, picture, y.first, x.second, y.first_weight * x.second_weight);
            add_pixel(sum, picture, y.second, x.first, y.second_weight * x.first_weight);
            add_pixel(sum, picture, y.second, x.second, y.second_weight * x.second_weight);
        }
    }
    float part = 1.0f / static_cast<float>(across * down);
    return make_float3(sum.x * part, sum.y * part, sum.z * part);
}

// Blocks: `blocks` in turn for each image.
LM_KERNEL(crop_resize_forward, 128,
          (const unsigned char* __restrict__ source, const int* __restrict__ geometry,
           const float* __restrict__ transform, const float* __restrict__ colour, float* __restrict__ y,
           long long source_bytes, int height, int width, int blocks, int samples, int border)) {
    int image = static_cast<int>(blockIdx.x) / blocks;
    int pixel = static_cast<int>(blockIdx.x) % blocks * static_cast<int>(blockDim.x) + static_cast<int>(threadIdx.x);
    if (pixel >= height * width) {
        return;
    }
    const int* place = geometry + 4 * image;
    long long low = static_cast<unsigned int>(place[0]);
    long long offset = static_cast<long long>(place[1]) * 4294967296ll + low;
    float3 value = make_float3(0.0f, 0.0f, 0.0f);
    if (fits(offset, place[2], place[3], source_bytes)) {
        Picture picture = {source + offset, place[2], place[3]};
        value = average(picture, transform + 6 * image, pixel / width, pixel % width, samples, border);
    }
    const float* gain = colour + 6 * image;
    const float* bias = gain + 3;
    float* out = y + 3 * (image * height * width + pixel);
    out[0] = fmaf(gain[0], value.x, bias[0]);
    out[1] = fmaf(gain[1], value.y, bias[1]);
    out[2] = fmaf(gain[2], value.z, bias[2]);
}
