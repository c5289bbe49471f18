// The random numbers of io.lightmark.op.CounterRandom: a mix of a key and a counter, without state.
#pragma once

#include "kernel.cuh"

#define LM_GOLDEN 0x9e3779b97f4a7c15ull

LM_DEVICE unsigned long long mix_bits(unsigned long long z) {
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

// The key of one purpose (`stream`) at the seed and step of a run state, [seed low, seed high, step, 0].
LM_DEVICE unsigned long long random_key(const int* run_state, int stream) {
    unsigned long long low = static_cast<unsigned int>(run_state[0]);
    unsigned long long high = static_cast<unsigned int>(run_state[1]);
    unsigned long long seed = low | high << 32;
    unsigned long long step = static_cast<unsigned long long>(static_cast<long long>(run_state[2]));
    unsigned long long purpose = static_cast<unsigned long long>(static_cast<long long>(stream));
    return mix_bits(mix_bits(seed + LM_GOLDEN * (step + 1)) + LM_GOLDEN * (purpose + 1));
}

// The key of one image from its two halves, {low, high}.
LM_DEVICE unsigned long long random_image_key(const int* halves) {
    unsigned long long low = static_cast<unsigned int>(halves[0]);
    unsigned long long high = static_cast<unsigned int>(halves[1]);
    return low | high << 32;
}

// 64 random bits of element `index`.
LM_DEVICE unsigned long long random_bits(unsigned long long key, unsigned long long index) {
    return mix_bits(key + LM_GOLDEN * (index + 1));
}

// 24 random bits of element `index`.
LM_DEVICE int random_bits24(unsigned long long key, int index) {
    return static_cast<int>(random_bits(key, static_cast<unsigned long long>(index)) >> 40);
}
