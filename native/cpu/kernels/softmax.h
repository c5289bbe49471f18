// Softmax over one row of logits, as the kernels of coordinate classification need it: never normalised in memory, with
// the mean place of a bin beside the sum. Everything runs over the row's vectors in order.
#pragma once

#include "elementwise.h"

namespace LM_NAMESPACE {

// 2^whole for lanes that hold whole numbers from -126 to 127.
inline Vec powerOfTwo(Vec whole) {
  const IntVec bits = (__builtin_convertvector(whole, IntVec) + 127) << 23;
  Vec power;
  std::memcpy(&power, &bits, sizeof power);
  return power;
}

// e^x lane by lane for x <= 0, within 2 units in the last place; 0 where that is below the normal numbers; NaN stays.
// x = n ln 2 + r with |r| <= ln 2 / 2, ln 2 in two parts so that r is exact, and the Taylor series of e^r to r^7,
// whose remainder is below 1e-8.
inline Vec exponential(Vec x) {
  constexpr float kLowest = -87.0f;
  constexpr float kRounding = 12582912.0f;  // 1.5 * 2^23: adding it leaves a whole number in the last bits
  const Vec bounded = atLeast(x, kLowest);
  const Vec whole = (bounded * 1.44269504088896341f + kRounding) - kRounding;
  const Vec r = (bounded - whole * 0.693359375f) + whole * 2.12194440e-4f;
  Vec sum = splat(1.0f / 5040);
  sum = sum * r + 1.0f / 720;
  sum = sum * r + 1.0f / 120;
  sum = sum * r + 1.0f / 24;
  sum = sum * r + 1.0f / 6;
  sum = sum * r + 0.5f;
  sum = sum * r * r + r + 1.0f;
  return x < splat(kLowest) ? splat(0.0f) : sum * powerOfTwo(whole == whole ? whole : splat(0.0f));
}

inline Vec laneNumbers() {
  Vec numbers = {};
  for (int i = 0; i < kLanes; i++) {
    numbers[i] = static_cast<float>(i);
  }
  return numbers;
}

// The vector's first `count` lanes, `fill` in the others.
inline Vec firstOr(Vec v, int count, float fill) {
  return laneNumbers() < splat(static_cast<float>(count)) ? v : splat(fill);
}

// The lanes added in order.
inline double sumLanes(Vec v) {
  double sum = 0;
  for (int i = 0; i < kLanes; i++) {
    sum += static_cast<double>(v[i]);
  }
  return sum;
}

inline float greatestOf(const float* row, int64_t length) {
  constexpr float kLeast = -__builtin_inff();
  Vec greatest = splat(kLeast);
  forVectors({0, length}, [&](int64_t i, auto lanes) {
    const Vec v = firstOr(loadFirst(row + i, lanes), lanes, kLeast);
    greatest = v > greatest ? v : greatest;
  });
  float result = greatest[0];
  for (int i = 1; i < kLanes; i++) {
    result = greatest[i] > result ? greatest[i] : result;
  }
  return result;
}

// Places of bins i, i + 1, … in widths of a bin from the middle of the row.
inline Vec placesFrom(int64_t i, int64_t bins) {
  return laneNumbers() + (static_cast<float>(i) - static_cast<float>(bins - 1) / 2);
}

// What is left of a row of logits: weight k is e^(logit k - greatest), 0 behind the row's end.
struct SoftmaxRow {
  const float* logits;
  int64_t bins;
  float greatest;

  SoftmaxRow(const float* row, int64_t length) : logits(row), bins(length), greatest(greatestOf(row, length)) {}

  // Logits minus the greatest, 0 behind the row's end.
  Vec shifted(int64_t i, int lanes) const { return firstOr(loadFirst(logits + i, lanes), lanes, greatest) - greatest; }

  // Calls body(index, lanes, weights) for each vector of bins.
  template <typename Body>
  void forWeights(Body&& body) const {
    forVectors({0, bins}, [&](int64_t i, auto lanes) {
      body(i, lanes, firstOr(exponential(shifted(i, lanes)), lanes, 0.0f));
    });
  }
};

// Sum of the weights of a row, and the mean place of a bin under them.
struct Moments {
  double sum;
  double mean;
};

inline Moments momentsOf(const SoftmaxRow& row) {
  Vec sum = {}, moment = {};
  row.forWeights([&](int64_t i, auto, Vec weights) {
    sum += weights;
    moment += weights * placesFrom(i, row.bins);
  });
  const double total = sumLanes(sum);
  return {total, sumLanes(moment) / total};
}

}  // namespace LM_NAMESPACE
