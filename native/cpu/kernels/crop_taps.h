// How a crop samples one axis of a picture: the source pixels that each output position averages, with their weights.
#pragma once

#include <cmath>
#include <vector>

#include "../kernel.h"

namespace LM_NAMESPACE {

constexpr int kMostSamples = 8;
constexpr int kMostTaps = 2 * kMostSamples;

// Largest coordinate that rounds to a finite float; beyond it, and for NaN, a sample counts as byte value 0.
inline bool isFiniteCoordinate(double x) { return std::fabs(x) < 0x1.ffffffp127; }

// The two pixels around a coordinate and their shares; pixels with share 0 lie inside the picture all the same.
struct Pair {
  int64_t first;
  int64_t second;
  float firstShare;
  float secondShare;
};

// `x` is finite and in pixels from the edge, so that pixel i has its centre at i + ½.
inline Pair pairAt(double x, int64_t size, lm::Border border) {
  const double last = static_cast<double>(size) - 1;
  if (border == lm::Border::kReplicate) {
    const double place = x - 0.5 > 0 ? (x - 0.5 < last ? x - 0.5 : last) : 0;
    const int64_t first = static_cast<int64_t>(place);
    const float share = static_cast<float>(place - static_cast<double>(first));
    return {first, first + 1 < size ? first + 1 : first, 1.0f - share, share};
  }
  // Counted from one pixel outside, so that truncation rounds down.
  const double place = x + 0.5 > 0 ? (x - 0.5 < last + 1 ? x + 0.5 : last + 2) : 0;
  const int64_t first = static_cast<int64_t>(place) - 1;
  const float share = static_cast<float>(place - static_cast<double>(first + 1));
  const bool firstInside = first >= 0 && first < size;
  const bool secondInside = first + 1 < size;
  return {firstInside ? first : 0, secondInside ? first + 1 : 0, firstInside ? 1.0f - share : 0.0f,
          secondInside ? share : 0.0f};
}

// The distinct source pixels of one output position with the sums of their weights; pixels of weight 0 are left out.
struct Taps {
  int count = 0;
  int64_t pixel[kMostTaps];
  float weight[kMostTaps];

  void add(int64_t at, float share) {
    if (share == 0.0f) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (pixel[i] == at) {
        weight[i] += share;
        return;
      }
    }
    pixel[count] = at;
    weight[count++] = share;
  }
};

// The mean of `samples` points of an output position whose coordinates are slope · (position + (i + ½) / samples) + shift.
inline Taps tapsAt(int64_t position, int samples, double slope, double shift, int64_t size, lm::Border border) {
  Taps taps;
  const float part = 1.0f / static_cast<float>(samples);
  for (int i = 0; i < samples; i++) {
    const double x = slope * (static_cast<double>(position) + (i + 0.5) / samples) + shift;
    if (isFiniteCoordinate(x)) {
      const Pair pair = pairAt(x, size, border);
      taps.add(pair.first, pair.firstShare * part);
      taps.add(pair.second, pair.secondShare * part);
    }
  }
  return taps;
}

// Number of samples along an axis whose step has the given length in the source.
inline int samplesFor(double x, double y, int most) {
  constexpr double kTolerance = 1e-4;  // CropResize.SCALE_TOLERANCE
  const double wanted = std::ceil(std::sqrt(x * x + y * y) - kTolerance);
  return wanted > 1 ? (wanted < most ? static_cast<int>(wanted) : most) : 1;
}

}  // namespace LM_NAMESPACE
