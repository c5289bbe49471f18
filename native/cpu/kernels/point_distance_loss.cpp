// PointDistanceLoss: loss = scale · Σ over images of 1/length · Σ over points of weight · |prediction - target|; backward
// dprediction = scale · weight / length · (prediction - target) / |prediction - target|, 0 where the points meet.
//
// A few thousand points: far from a bottleneck, so everything is in double, as the oracle has it. The sum runs in at most
// 16 slabs of images, cut by their number alone and added in order: the same bits with any number of threads.
#include <cmath>

#include "kernels.h"
#include "partition.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kMostSlabs = 16;

// Attributes: images, points, first, second (both -1: no length), least length, weighted (0/1), scale.
class PointDistanceLossKernel : public lm::Kernel {
 public:
  explicit PointDistanceLossKernel(const lm::Step& step)
      : backward_(step.backward),
        images_(step.integer(0)),
        points_(step.integer(1)),
        first_(step.integer(2)),
        second_(step.integer(3)),
        leastLength_(step.real(4)),
        scale_(step.real(6)),
        prediction_(step.floats(0)),
        target_(step.floats(1)),
        weights_(step.integer(5) == 1 ? step.floats(2) : nullptr),
        out_(step.floats(step.integer(5) == 1 ? 3 : 2)),
        slabs_(slabCount(images_, 16)) {}

  void run(lm::ThreadPool& pool) override {
    if (out_ == nullptr) {
      return;
    }
    pool.run(slabs_, [&](int64_t slab, int) {
      const Range images = piece(images_, slabs_, slab);
      double sum = 0;
      for (int64_t image = images.begin; image < images.end; image++) {
        sum += treat(image);
      }
      partial_[slab] = sum;
    });
    if (!backward_) {
      double total = 0;
      for (int64_t slab = 0; slab < slabs_; slab++) {
        total += partial_[slab];
      }
      *out_ = static_cast<float>(scale_ * total);
    }
  }

 private:
  // The image's share of the sum; backward it writes the image's gradient.
  double treat(int64_t image) const {
    const int64_t begin = 2 * points_ * image;
    const double length = lengthOf(target_ + begin);
    double sum = 0;
    for (int64_t point = 0; point < points_; point++) {
      const int64_t i = begin + 2 * point;
      const double dx = static_cast<double>(prediction_[i]) - static_cast<double>(target_[i]);
      const double dy = static_cast<double>(prediction_[i + 1]) - static_cast<double>(target_[i + 1]);
      const double distance = std::sqrt(dx * dx + dy * dy);
      const double factor = (weights_ == nullptr ? 1.0 : static_cast<double>(weights_[point])) / length;
      sum += factor * distance;
      if (backward_) {
        const double slope = distance == 0 ? 0 : scale_ * factor / distance;
        out_[i] = static_cast<float>(slope * dx);
        out_[i + 1] = static_cast<float>(slope * dy);
      }
    }
    return sum;
  }

  double lengthOf(const float* target) const {
    if (first_ < 0) {
      return 1;
    }
    const double dx = static_cast<double>(target[2 * first_]) - static_cast<double>(target[2 * second_]);
    const double dy = static_cast<double>(target[2 * first_ + 1]) - static_cast<double>(target[2 * second_ + 1]);
    const double length = std::sqrt(dx * dx + dy * dy);
    return length < leastLength_ ? leastLength_ : length;
  }

  bool backward_;
  int64_t images_;
  int64_t points_;
  int64_t first_;
  int64_t second_;
  double leastLength_;
  double scale_;
  const float* prediction_;
  const float* target_;
  const float* weights_;
  float* out_;  // the loss, or the gradient of the prediction
  int64_t slabs_;
  double partial_[kMostSlabs] = {};
};

}  // namespace

Made makePointDistanceLoss(const lm::Step& step, int) { return std::make_unique<PointDistanceLossKernel>(step); }

}  // namespace LM_NAMESPACE
