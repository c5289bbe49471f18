// Gaussian noise added to each image, in place.
//
// gaussian_noise_forward: x [n, elements], deviation [n], key [n, 2]. One thread per pixel, blocks of one image; those
// of images without noise, most of a batch, end at once. The others draw three deviates each: per element two hashes, a
// logarithm, a root and a short series, and 8 bytes, adjacent between threads. Deterministic: CounterRandom's numbers
// by the image's key and the element's index.
#include "random.cuh"

// cos(2 pi v) for v = k / 2^53: the sine of what is left to a quarter turn, whose series ends below 2^-24.
LM_DEVICE float cosine_of_turn(unsigned long long k) {
    float turn = static_cast<float>(static_cast<long long>(k) - (1ll << 52)) * 1.1102230246251565e-16f;  // v - 1/2
    float z = 6.28318530717958648f * (0.25f - fabsf(turn));
    float s = z * z;
    float series = fmaf(s, -2.50521084e-8f, 2.75573192e-6f);
    series = fmaf(s, series, -1.98412698e-4f);
    series = fmaf(s, series, 8.33333333e-3f);
    series = fmaf(s, series, -1.66666667e-1f);
    series = fmaf(s, series, 1.0f);
    return -z * series;
}

// The logarithm of u = k / 2^53, to full precision also where it is close to 0.
LM_DEVICE float logarithm(unsigned long long k) {
    long long rest = (1ll << 53) - static_cast<long long>(k);
    return rest >= 1ll << 52 ? logf(static_cast<float>(static_cast<long long>(k)) * 1.1102230246251565e-16f)
                             : log1pf(-static_cast<float>(rest) * 1.1102230246251565e-16f);
}

// A standard normal deviate: CounterRandom.gaussian.
LM_DEVICE float gaussian(unsigned long long key, int index) {
    unsigned long long even = 2ull * static_cast<unsigned long long>(index);
    float radius = sqrtf(-2.0f * logarithm((random_bits(key, even) >> 11) + 1));
    return radius * cosine_of_turn(random_bits(key, even + 1) >> 11);
}

// Blocks: `blocks` in turn for each image.
LM_KERNEL(gaussian_noise_forward, 256,
          (float* __restrict__ x, const float* __restrict__ deviation, const int* __restrict__ keys, int pixels,
           int blocks)) {
    int image = static_cast<int>(blockIdx.x) / blocks;
    int pixel = static_cast<int>(blockIdx.x) % blocks * static_cast<int>(blockDim.x) + static_cast<int>(threadIdx.x);
    float amount = deviation[image];
    if (pixel >= pixels || amount == 0.0f) {
        return;
    }
    unsigned long long key = random_image_key(keys + 2 * image);
    float* at = x + 3 * (image * pixels + pixel);
    for (int c = 0; c < 3; c++) {
        at[c] = fmaf(amount, gaussian(key, 3 * pixel + c), at[c]);
    }
}
