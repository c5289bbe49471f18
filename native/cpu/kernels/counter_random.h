// The random numbers of CounterRandom.java: a mix of a key and a counter, without state.
#pragma once

#include <cstdint>

namespace LM_NAMESPACE {

constexpr uint64_t kGolden = 0x9e3779b97f4a7c15u;

inline uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

// 64 random bits of element `index`.
inline uint64_t randomBits(uint64_t key, uint64_t index) { return mix(key + kGolden * (index + 1)); }

// A number in [0, 1) of 24 random bits.
inline float uniform(uint64_t key, uint64_t index) {
  return static_cast<float>(static_cast<int32_t>(randomBits(key, index) >> 40)) * 0x1p-24f;
}

// A key from its two halves, {low, high}.
inline uint64_t keyOf(const int32_t* halves) {
  return static_cast<uint32_t>(halves[0]) | static_cast<uint64_t>(static_cast<uint32_t>(halves[1])) << 32;
}

}  // namespace LM_NAMESPACE
