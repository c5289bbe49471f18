// Elementwise sum, y = a + b.
//
// add_forward: a, b, y [elements]; 12 bytes and 1 operation per element; bound by memory. Four elements per thread and
// load, so that each request moves 16 bytes; the last `elements % 4` are taken one by one. Deterministic.
#include "elementwise.cuh"

LM_KERNEL(add_forward, 256,
          (const float* __restrict__ a, const float* __restrict__ b, float* __restrict__ y, int elements)) {
    for_packs(elements, [=](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        store_pack(y + i, load_pack<kWidth>(a + i) + load_pack<kWidth>(b + i));
    });
}
