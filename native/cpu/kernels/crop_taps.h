// How a crop samples one axis of a picture: the source pixels that an output position averages, with their weights.
#pragma once

#include <cmath>
#include <cstdint>

#include "../encoding.h"

namespace LM_NAMESPACE {

constexpr int kMostSamples = 8;
constexpr int kMostTaps = 2 * kMostSamples;

// The two pixels around a coordinate with their shares; a pixel with share 0 lies inside the picture all the same.
struct Pair {
  int32_t first;
  int32_t second;
  float firstShare;
  float secondShare;
};

// One axis of a picture, continued by its border.
class Axis {
 public:
  Axis(int64_t size, lm::Border border)
      : last_(static_cast<int32_t>(size) - 1),
        low_(border == lm::Border::kReplicate ? 0 : -1),
        high_(border == lm::Border::kReplicate ? last_ : last_ + 1.0) {}

  // Pixel i has its centre at i + ½. Coordinates that are not finite as a float give no share to any pixel. Free of
  // branches, so that a loop over coordinates becomes vector code.
  Pair at(double x) const {
    const bool finite = std::fabs(x) < 0x1.ffffffp127;
    double place = x - 0.5;
    place = place > low_ ? place : low_;
    place = place < high_ ? place : high_;
    // At least -1, so that truncation after adding 1 rounds down.
    const int32_t first = static_cast<int32_t>(place + 1.0) - 1;
    const int32_t second = first + 1;
    const float share = static_cast<float>(place - first);
    const int32_t inside = first < last_ ? first : last_;
    return {inside > 0 ? inside : 0, second < last_ ? second : last_,
            (finite & (first >= 0) & (first <= last_)) ? 1.0f - share : 0.0f,
            (finite & (second <= last_)) ? share : 0.0f};
  }

 private:
  int32_t last_;
  double low_;
  double high_;
};

// The distinct source pixels of one output position with the sums of their weights; pixels of weight 0 are left out.
struct Taps {
  int count = 0;
  int32_t pixel[kMostTaps];
  float weight[kMostTaps];

  void add(int32_t at, float share) {
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

// Where sample `index` of `samples` lies within an output pixel.
inline double sampleOffset(int index, int samples) { return (index + 0.5) / samples; }

// The mean of the samples of an output position; a sample at u lies at slope · u + shift in the source.
inline Taps tapsAt(int64_t position, int samples, double slope, double shift, const Axis& axis) {
  Taps taps;
  const float part = 1.0f / static_cast<float>(samples);
  for (int i = 0; i < samples; i++) {
    const Pair pair = axis.at(slope * (static_cast<double>(position) + sampleOffset(i, samples)) + shift);
    taps.add(pair.first, pair.firstShare * part);
    taps.add(pair.second, pair.secondShare * part);
  }
  return taps;
}

// Number of samples along an axis of the output whose unit step is (x, y) in the source.
inline int samplesFor(double x, double y, int most) {
  constexpr double kTolerance = 1e-4;  // CropResize.SCALE_TOLERANCE
  const double wanted = std::ceil(std::sqrt(x * x + y * y) - kTolerance);
  return wanted > 1 ? (wanted < most ? static_cast<int>(wanted) : most) : 1;
}

}  // namespace LM_NAMESPACE
