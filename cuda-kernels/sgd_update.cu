// Stochastic gradient descent with momentum: g = gradient + decay · p; v = momentum · v + g; p -= rate · v.
//
// sgd_update_forward: gradient, parameter and velocity [elements], rate [1]; 20 bytes (three arrays read, two written)
// and 6 operations per element, so bound by memory: four elements per thread and request. The learning rate is read
// from the device, so that a captured plan follows a schedule. Deterministic.
#include "elementwise.cuh"

LM_KERNEL(sgd_update_forward, 256,
          (const float* __restrict__ gradient, const float* __restrict__ rate, float* __restrict__ parameter,
           float* __restrict__ velocity, int elements, float momentum, float decay, float rate_scale)) {
    float step = *rate * rate_scale;
    for_packs(elements, [=](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto g = load_pack<kWidth>(gradient + i);
        auto p = load_pack<kWidth>(parameter + i);
        auto v = load_pack<kWidth>(velocity + i);
        for (int k = 0; k < kWidth; k++) {
            v.at[k] = fmaf(momentum, v.at[k], fmaf(decay, p.at[k], g.at[k]));
            p.at[k] = fmaf(-step, v.at[k], p.at[k]);
        }
        store_pack(velocity + i, v);
        store_pack(parameter + i, p);
    });
}
