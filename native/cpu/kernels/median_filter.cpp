// MedianFilter: the median of the window around each pixel, per channel. Semantics: MedianFilter.java.
//
// Images of radius 0, most of a batch, are copied. The others are first copied with their edge repeated around them, so
// that a vector of an output row is the median of 9 or 25 vectors. It is found by forgetting: of half of the window and
// two more, the least and the greatest cannot be the median and are dropped; then the next one is taken in, until one
// is left. That takes 24 exchanges for 9 and 168 for 25, each a minimum and a maximum.
#include <vector>

#include "elementwise.h"
#include "kernels.h"
#include "padded_image.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kMostRadius = 2;

void exchange(Vec& lower, Vec& upper) {
  const Vec least = lower < upper ? lower : upper;
  upper = lower < upper ? upper : lower;
  lower = least;
}

// The median of the SIDE × SIDE vectors around element `i` of a row.
template <int SIDE, typename Lanes>
Vec median(const PaddedImage& image, int64_t row, int64_t i, Lanes lanes) {
  constexpr int kWindow = SIDE * SIDE;
  constexpr int kKept = kWindow / 2 + 2;
  const auto at = [&](int k) {
    return loadFirst(image.row(row + k / SIDE - SIDE / 2) + 3 * (k % SIDE - SIDE / 2) + i, lanes);
  };
  Vec kept[kKept];
  for (int k = 0; k < kKept; k++) {
    kept[k] = at(k);
  }
  int next = kKept;
  for (int size = kKept; size > 2; size--) {
    for (int k = 1; k < size; k++) {
      exchange(kept[0], kept[k]);
    }
    for (int k = 1; k < size - 1; k++) {
      exchange(kept[k], kept[size - 1]);
    }
    if (next < kWindow) {
      kept[0] = at(next++);
    }
  }
  return kept[1];
}

// Attributes: n, h, w, 3.
class MedianFilterKernel : public lm::Kernel {
 public:
  MedianFilterKernel(const lm::Step& step, int threads)
      : n_(step.integer(0)),
        h_(step.integer(1)),
        w_(step.integer(2)),
        x_(step.floats(0)),
        radius_(static_cast<const int32_t*>(step.operands.at(1))),
        y_(step.floats(2)) {
    for (int i = 0; i < threads; i++) {
      images_.emplace_back(h_, w_, kMostRadius);
    }
  }

  void run(lm::ThreadPool& pool) override {
    pool.run(n_, [&](int64_t image, int thread) { filter(image, images_[static_cast<size_t>(thread)]); });
  }

 private:
  void filter(int64_t image, PaddedImage& padded) {
    const int64_t elements = h_ * w_ * 3;
    const float* x = x_ + image * elements;
    float* y = y_ + image * elements;
    const int32_t radius = radius_[image];
    if (radius <= 0) {
      std::memcpy(y, x, static_cast<size_t>(elements) * sizeof(float));
      return;
    }
    padded.fill(x);
    for (int64_t row = 0; row < h_; row++) {
      forVectors({0, 3 * w_}, [&](int64_t i, auto lanes) {
        const Vec middle = radius == 1 ? median<3>(padded, row, i, lanes) : median<5>(padded, row, i, lanes);
        storeFirst(y + row * 3 * w_ + i, middle, lanes);
      });
    }
  }

  int64_t n_;
  int64_t h_;
  int64_t w_;
  const float* x_;
  const int32_t* radius_;
  float* y_;
  std::vector<PaddedImage> images_;
};

}  // namespace

Made makeMedianFilter(const lm::Step& step, int threads) {
  return std::make_unique<MedianFilterKernel>(step, threads);
}

}  // namespace LM_NAMESPACE
