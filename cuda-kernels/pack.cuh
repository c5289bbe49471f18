// A few neighbouring floats that a thread handles together, so that one template serves channel counts that are a
// multiple of 4 or 2, with 16- or 8-byte requests (WIDTH 4, 2), and all others (WIDTH 1).
#pragma once

#include "vector.cuh"

template <int WIDTH>
struct alignas(WIDTH % 4 == 0 ? 16 : 4) Pack {
    float at[WIDTH];
};

LM_DEVICE void read_pack(const float* p, Pack<1>& pack) { pack.at[0] = *p; }

LM_DEVICE void read_pack(const float* p, Pack<2>& pack) {
    float2 v = *reinterpret_cast<const float2*>(p);
    pack.at[0] = v.x;
    pack.at[1] = v.y;
}

LM_DEVICE void read_pack(const float* p, Pack<4>& pack) {
    float4 v = load4(p);
    pack.at[0] = v.x;
    pack.at[1] = v.y;
    pack.at[2] = v.z;
    pack.at[3] = v.w;
}

LM_DEVICE void store_pack(float* p, const Pack<1>& pack) { *p = pack.at[0]; }

LM_DEVICE void store_pack(float* p, const Pack<2>& pack) {
    *reinterpret_cast<float2*>(p) = make_float2(pack.at[0], pack.at[1]);
}

LM_DEVICE void store_pack(float* p, const Pack<4>& pack) {
    store4(p, make_float4(pack.at[0], pack.at[1], pack.at[2], pack.at[3]));
}

template <int WIDTH>
LM_DEVICE Pack<WIDTH> load_pack(const float* p) {
    Pack<WIDTH> pack;
    read_pack(p, pack);
    return pack;
}

// Every element equal.
template <int WIDTH>
LM_DEVICE Pack<WIDTH> filled_pack(float value) {
    Pack<WIDTH> pack;
    for (int k = 0; k < WIDTH; k++) {
        pack.at[k] = value;
    }
    return pack;
}

template <int WIDTH>
LM_DEVICE Pack<WIDTH> operator+(const Pack<WIDTH>& a, const Pack<WIDTH>& b) {
    Pack<WIDTH> sum;
    for (int k = 0; k < WIDTH; k++) {
        sum.at[k] = a.at[k] + b.at[k];
    }
    return sum;
}

// sum += a · b, element by element.
template <int WIDTH>
LM_DEVICE void multiply_add(Pack<WIDTH>& sum, const Pack<WIDTH>& a, const Pack<WIDTH>& b) {
    for (int k = 0; k < WIDTH; k++) {
        sum.at[k] += a.at[k] * b.at[k];
    }
}
