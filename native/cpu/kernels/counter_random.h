// The random numbers of CounterRandom.java: a mix of a key and a counter, without state.
#pragma once

#include <cmath>
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

// cos(2 pi v) for v = k / 2^53: the sine of what is left to a quarter turn, whose series ends below 2^-24.
inline float cosineOfTurn(uint64_t k) {
  const float turn = static_cast<float>(static_cast<int64_t>(k) - (int64_t{1} << 52)) * 0x1p-53f;  // v - 1/2
  const float quarter = 0.25f - std::fabs(turn);
  const float z = 6.28318530717958648f * quarter;
  const float s = z * z;
  const float series =
      z * (1.0f + s * (-1.0f / 6 + s * (1.0f / 120 + s * (-1.0f / 5040 + s * (1.0f / 362880 - s / 39916800.0f)))));
  return -series;
}

// The logarithm of u = k / 2^53, to full precision also where it is close to 0.
inline float logarithm(uint64_t k) {
  constexpr uint64_t kHalf = uint64_t{1} << 52;
  return k <= kHalf ? std::log(static_cast<float>(static_cast<int64_t>(k)) * 0x1p-53f)
                    : std::log1p(-static_cast<float>(static_cast<int64_t>(2 * kHalf - k)) * 0x1p-53f);
}

// A standard normal deviate: CounterRandom.gaussian.
inline float gaussian(uint64_t key, uint64_t index) {
  const float radius = std::sqrt(-2.0f * logarithm((randomBits(key, 2 * index) >> 11) + 1));
  return radius * cosineOfTurn(randomBits(key, 2 * index + 1) >> 11);
}

// A key from its two halves, {low, high}.
inline uint64_t keyOf(const int32_t* halves) {
  return static_cast<uint32_t>(halves[0]) | static_cast<uint64_t>(static_cast<uint32_t>(halves[1])) << 32;
}

}  // namespace LM_NAMESPACE
