// Batch normalisation with fixed statistics, y = f(gamma · (x - mean) / sqrt(var + epsilon) + beta), per channel of
// x [rows, channels].
//
// batch_norm_inference_forward4 (channels a multiple of 4) and …1 (any): 8 bytes and about 10 operations per element;
// bound by memory. A thread keeps to its channels, so that their root and division are taken once. Deterministic.
#include "normalise.cuh"

template <int WIDTH>
LM_DEVICE void infer(const float* __restrict__ x, const float* __restrict__ gamma, const float* __restrict__ beta,
                     const float* __restrict__ mean, const float* __restrict__ var, float* __restrict__ y, int rows,
                     int channels, int lanes, float epsilon, int activation) {
    ChannelTile<WIDTH> tile = channel_tile<WIDTH>(lanes, channels);
    if (!tile.active) {
        return;
    }
    Affine<WIDTH> affine;
    affine.centre = load_pack<WIDTH>(mean + tile.channel);
    affine.scale = load_pack<WIDTH>(gamma + tile.channel);
    affine.shift = load_pack<WIDTH>(beta + tile.channel);
    Pack<WIDTH> variance = load_pack<WIDTH>(var + tile.channel);
    for (int k = 0; k < WIDTH; k++) {
        affine.scale.at[k] /= sqrtf(variance.at[k] + epsilon);
    }
    normalise(tile, affine, x, y, rows, channels, activation);
}

LM_KERNEL(batch_norm_inference_forward4, 256,
          (const float* __restrict__ x, const float* __restrict__ gamma, const float* __restrict__ beta,
           const float* __restrict__ mean, const float* __restrict__ var, float* __restrict__ y, int rows,
           int channels, int lanes, float epsilon, int activation)) {
    infer<4>(x, gamma, beta, mean, var, y, rows, channels, lanes, epsilon, activation);
}

LM_KERNEL(batch_norm_inference_forward1, 256,
          (const float* __restrict__ x, const float* __restrict__ gamma, const float* __restrict__ beta,
           const float* __restrict__ mean, const float* __restrict__ var, float* __restrict__ y, int rows,
           int channels, int lanes, float epsilon, int activation)) {
    infer<1>(x, gamma, beta, mean, var, y, rows, channels, lanes, epsilon, activation);
}
