// One vector type per instruction set. Every kernel is written against it and compiled once per LM_SIMD.
#pragma once

#include <cstdint>
#include <cstring>

#if LM_SIMD >= 1
#include <immintrin.h>
#endif

#include "../encoding.h"

namespace LM_NAMESPACE {

#if LM_SIMD == 2
constexpr int kLanes = 16;
constexpr int kRegisters = 32;
#elif LM_SIMD == 1
constexpr int kLanes = 8;
constexpr int kRegisters = 16;
#else
constexpr int kLanes = 4;
constexpr int kRegisters = 16;
#endif

typedef float Vec __attribute__((vector_size(kLanes * sizeof(float))));
typedef float LooseVec __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias));
typedef int32_t IntVec __attribute__((vector_size(kLanes * sizeof(float))));

inline Vec load(const float* p) { return *reinterpret_cast<const LooseVec*>(p); }
inline void store(float* p, Vec v) { *reinterpret_cast<LooseVec*>(p) = v; }
inline Vec splat(float x) { return x - Vec{}; }

// Stores the first `count` lanes, 1 <= count <= kLanes.
inline void storeFirst(float* p, Vec v, int count) {
#if LM_SIMD == 2
  _mm512_mask_storeu_ps(p, static_cast<__mmask16>((1u << count) - 1), v);
#else
  if (count == kLanes) {
    store(p, v);
    return;
  }
  float lanes[kLanes];
  store(lanes, v);
  for (int i = 0; i < count; i++) {
    p[i] = lanes[i];
  }
#endif
}

// Loads the first `count` lanes and zeros the others; reads nothing behind them.
inline Vec loadFirst(const float* p, int count) {
#if LM_SIMD == 2
  return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1u << count) - 1), p);
#else
  if (count == kLanes) {
    return load(p);
  }
  float lanes[kLanes] = {};
  for (int i = 0; i < count; i++) {
    lanes[i] = p[i];
  }
  return load(lanes);
#endif
}

// Lane by lane; a NaN in `a` stays a NaN, so that a poisoned value is not hidden.
inline Vec atLeast(Vec a, float low) { return a < splat(low) ? splat(low) : a; }
inline Vec atMost(Vec a, float high) { return a > splat(high) ? splat(high) : a; }

template <lm::Activation A>
inline Vec activate(Vec x) {
  if constexpr (A == lm::Activation::kRelu) {
    return atLeast(x, 0.0f);
  } else if constexpr (A == lm::Activation::kRelu6) {
    return atMost(atLeast(x, 0.0f), 6.0f);
  } else if constexpr (A == lm::Activation::kHswish) {
    return x * atMost(atLeast(x + 3.0f, 0.0f), 6.0f) * (1.0f / 6.0f);
  } else if constexpr (A == lm::Activation::kHsigmoid) {
    return atMost(atLeast(x + 3.0f, 0.0f), 6.0f) * (1.0f / 6.0f);
  } else {
    return x;
  }
}

// The derivative at x, that of Activation.java: 0 at ReLU's kink.
template <lm::Activation A>
inline Vec derivative(Vec x) {
  const Vec one = splat(1.0f);
  const Vec zero = splat(0.0f);
  if constexpr (A == lm::Activation::kRelu) {
    return x > zero ? one : zero;
  } else if constexpr (A == lm::Activation::kRelu6) {
    return x > zero ? (x < splat(6.0f) ? one : zero) : zero;
  } else if constexpr (A == lm::Activation::kHswish) {
    return x <= splat(-3.0f) ? zero : (x >= splat(3.0f) ? one : (x * 2.0f + 3.0f) * (1.0f / 6.0f));
  } else if constexpr (A == lm::Activation::kHsigmoid) {
    return x > splat(-3.0f) ? (x < splat(3.0f) ? splat(1.0f / 6.0f) : zero) : zero;
  } else {
    return one;
  }
}

// Turns the run-time activation into a template argument: body receives std::integral_constant-like tag.
template <lm::Activation A>
struct ActivationTag {
  static constexpr lm::Activation value = A;
};

// The same at run time, for places where one test per vector costs less than five copies of the code around it.
inline Vec activate(lm::Activation activation, Vec x) {
  switch (activation) {
    case lm::Activation::kIdentity: return x;
    case lm::Activation::kRelu: return activate<lm::Activation::kRelu>(x);
    case lm::Activation::kRelu6: return activate<lm::Activation::kRelu6>(x);
    case lm::Activation::kHswish: return activate<lm::Activation::kHswish>(x);
    case lm::Activation::kHsigmoid: return activate<lm::Activation::kHsigmoid>(x);
  }
  return x;
}

template <typename Body>
inline void withActivation(lm::Activation activation, Body&& body) {
  switch (activation) {
    case lm::Activation::kIdentity: body(ActivationTag<lm::Activation::kIdentity>{}); return;
    case lm::Activation::kRelu: body(ActivationTag<lm::Activation::kRelu>{}); return;
    case lm::Activation::kRelu6: body(ActivationTag<lm::Activation::kRelu6>{}); return;
    case lm::Activation::kHswish: body(ActivationTag<lm::Activation::kHswish>{}); return;
    case lm::Activation::kHsigmoid: body(ActivationTag<lm::Activation::kHsigmoid>{}); return;
  }
}

}  // namespace LM_NAMESPACE
