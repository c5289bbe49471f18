// CoordinateClassificationLoss: the mean over rows of Σ q (ln q - ln p) + weight · |E - t|, with p the softmax of a row of
// logits, q a Gaussian around the target t, and E the expectation under p; backward
// dlogit[k] = (p[k] - q[k] + weight · sign(E - t) · p[k] (centre[k] - E)) / rows.
//
// About 20 instructions per exponential, two per bin forward and four backward; the row lies in the first-level cache.
// The loss is summed in at most 16 slabs of rows, cut by the number of rows alone and added in order: the same bits with
// any number of threads.
#include <cmath>

#include "../thread_pool.h"
#include "kernels.h"
#include "partition.h"
#include "softmax.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kLeastRows = 16;
constexpr int64_t kMostSlabs = 16;

// An unnormalised Gaussian over the places of a row's bins.
struct Gaussian {
  float centre;
  float steepness;  // 1 / (2 σ²)

  Vec logarithm(Vec places) const {
    const Vec distance = places - centre;
    return distance * distance * -steepness;
  }
};

// Attributes: rows, bins, width of a bin, sigma in bins, weight of the coordinates.
class CoordinateClassificationLossKernel : public lm::Kernel {
 public:
  explicit CoordinateClassificationLossKernel(const lm::Step& step)
      : backward_(step.backward),
        rows_(step.integer(0)),
        bins_(step.integer(1)),
        width_(step.real(2)),
        steepness_(static_cast<float>(0.5 / (step.real(3) * step.real(3)))),
        weight_(step.real(4)),
        prediction_(step.floats(0)),
        target_(step.floats(1)),
        out_(step.floats(2)),
        slabs_(slabCount(rows_, kLeastRows)) {}

  void run(lm::ThreadPool& pool) override {
    if (out_ == nullptr) {
      return;
    }
    pool.run(slabs_, [&](int64_t slab, int) {
      const Range range = piece(rows_, slabs_, slab);
      double sum = 0;
      for (int64_t r = range.begin; r < range.end; r++) {
        const SoftmaxRow row(prediction_ + r * bins_, bins_);
        if (backward_) {
          differentiate(row, placeOf(target_[r]), out_ + r * bins_);
        } else {
          sum += lossOf(row, placeOf(target_[r]));
        }
      }
      partial_[slab] = sum;
    });
    if (!backward_) {
      double total = 0;
      for (int64_t slab = 0; slab < slabs_; slab++) {
        total += partial_[slab];
      }
      *out_ = static_cast<float>(total / static_cast<double>(rows_));
    }
  }

 private:
  // A coordinate in widths of a bin from the middle, within the outermost centres; a NaN stays one.
  double placeOf(float coordinate) const {
    const double last = static_cast<double>(bins_ - 1) / 2;
    const double place = coordinate / width_;
    return place < -last ? -last : place > last ? last : place;
  }

  Gaussian wanted(double place) const { return {static_cast<float>(place), steepness_}; }

  double lossOf(const SoftmaxRow& row, double place) const {
    const Gaussian gaussian = wanted(place);
    Vec sum = {}, divergence = {};
    forVectors({0, bins_}, [&](int64_t i, auto lanes) {
      const Vec logarithm = gaussian.logarithm(placesFrom(i, bins_));
      const Vec share = firstOr(exponential(logarithm), lanes, 0.0f);
      sum += share;
      divergence += share * (logarithm - row.shifted(i, lanes));
    });
    const double total = sumLanes(sum);
    const Moments moments = momentsOf(row);
    return sumLanes(divergence) / total - std::log(total) + std::log(moments.sum) +
           weight_ * width_ * std::fabs(moments.mean - place);
  }

  void differentiate(const SoftmaxRow& row, double place, float* gradient) const {
    const Gaussian gaussian = wanted(place);
    Vec sum = {};
    forVectors({0, bins_}, [&](int64_t i, auto lanes) {
      sum += firstOr(exponential(gaussian.logarithm(placesFrom(i, bins_))), lanes, 0.0f);
    });
    const Moments moments = momentsOf(row);
    const double error = moments.mean - place;
    const double sign = error > 0 ? 1.0 : error < 0 ? -1.0 : error;
    const double scale = 1.0 / static_cast<double>(rows_);
    const Vec mean = splat(static_cast<float>(moments.mean));
    const Vec slope = splat(static_cast<float>(weight_ * sign * width_));
    const Vec ofPredicted = splat(static_cast<float>(scale / moments.sum));
    const Vec ofWanted = splat(static_cast<float>(scale / sumLanes(sum)));
    row.forWeights([&](int64_t i, auto lanes, Vec weights) {
      const Vec places = placesFrom(i, bins_);
      const Vec predicted = weights * ofPredicted;
      const Vec share = exponential(gaussian.logarithm(places)) * ofWanted;
      storeFirst(gradient + i, (predicted - share) + predicted * slope * (places - mean), lanes);
    });
  }

  bool backward_;
  int64_t rows_;
  int64_t bins_;
  double width_;
  float steepness_;
  double weight_;
  const float* prediction_;
  const float* target_;
  float* out_;  // the loss, or the gradient of the prediction
  int64_t slabs_;
  double partial_[kMostSlabs] = {};
};

}  // namespace

Made makeCoordinateClassificationLoss(const lm::Step& step, int) {
  return std::make_unique<CoordinateClassificationLossKernel>(step);
}

}  // namespace LM_NAMESPACE
