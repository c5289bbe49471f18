// Two arrays mixed, y = (1 - share) · a + share · b.
//
// blend_forward: a, b, y [elements]; 12 bytes and 2 operations per element; bound by memory, or by the launch for the
// losses and gradients of a batch. Four elements per thread and load. Deterministic.
#include "elementwise.cuh"

LM_KERNEL(blend_forward, 256,
          (const float* __restrict__ a, const float* __restrict__ b, float* __restrict__ y, int elements,
           float share)) {
    float rest = 1.0f - share;
    for_packs(elements, [=](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto first = load_pack<kWidth>(a + i);
        auto second = load_pack<kWidth>(b + i);
        for (int k = 0; k < kWidth; k++) {
            first.at[k] = fmaf(rest, first.at[k], share * second.at[k]);
        }
        store_pack(y + i, first);
    });
}
