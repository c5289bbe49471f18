// Inverted dropout: an element stays, times 1 / (1 - rate), where its random number is at least the rate; else it is 0.
//
// dropout_apply: from, to [elements], run state [4]; the forward pass takes x to y, the backward pass grad.y to grad.x.
// 8 bytes and two 64-bit products per element; bound by memory: four elements per thread and request. The mask is not
// stored: both passes draw it from the seed, the step, the stream and the element's index, bit for bit as
// CounterRandom.java does. `threshold` is the rate times 2^24, rounded up: exact, since a number has 24 bits. An
// element that goes is chosen away, not multiplied by 0, which would let a NaN through. Deterministic.
#include "elementwise.cuh"
#include "random.cuh"

LM_KERNEL(dropout_apply, 256,
          (const float* __restrict__ from, const int* __restrict__ run_state, float* __restrict__ to, int elements,
           int threshold, float scale, int stream)) {
    unsigned long long key = random_key(run_state, stream);
    for_packs(elements, [=](auto width, int i) {
        constexpr int kWidth = decltype(width)::value;
        auto pack = load_pack<kWidth>(from + i);
        for (int k = 0; k < kWidth; k++) {
            pack.at[k] = random_bits24(key, i + k) >= threshold ? pack.at[k] * scale : 0.0f;
        }
        store_pack(to + i, pack);
    });
}
