// ElementwiseLoss: loss = scale · Σ f(prediction - target); backward dprediction = scale · f'(prediction - target).
//
// 8 bytes per element forward, 12 backward, and a few hundred to a few hundred thousand elements: far from a bottleneck,
// so everything is in double, as the oracle has it. The sum runs in at most 16 slabs of eight interleaved sums each,
// cut by the number of elements alone and added in order: the same bits with any number of threads.
#include <cmath>

#include "kernels.h"
#include "partition.h"
#include "simd.h"

namespace LM_NAMESPACE {

namespace {

// The quadratic zone of LossFunction.SMOOTH_L1.
constexpr double kDelta = 0.02;
constexpr int64_t kSums = 8;
constexpr int64_t kMostSlabs = 16;

// 0 at 0, and a NaN stays one.
double sign(double e) { return e > 0 ? 1.0 : e < 0 ? -1.0 : e; }

template <lm::Loss L>
double lossOf(double e) {
  if constexpr (L == lm::Loss::kSquared) {
    return e * e;
  } else if constexpr (L == lm::Loss::kAbsolute) {
    return std::fabs(e);
  } else {
    return std::fabs(e) < kDelta ? e * e / (2 * kDelta) : std::fabs(e) - kDelta / 2;
  }
}

template <lm::Loss L>
double slopeOf(double e) {
  if constexpr (L == lm::Loss::kSquared) {
    return 2 * e;
  } else if constexpr (L == lm::Loss::kAbsolute) {
    return sign(e);
  } else {
    return std::fabs(e) < kDelta ? e / kDelta : sign(e);
  }
}

template <lm::Loss L>
struct LossTag {
  static constexpr lm::Loss value = L;
};

template <typename Body>
void withLoss(lm::Loss loss, Body&& body) {
  switch (loss) {
    case lm::Loss::kSquared: body(LossTag<lm::Loss::kSquared>{}); return;
    case lm::Loss::kAbsolute: body(LossTag<lm::Loss::kAbsolute>{}); return;
    case lm::Loss::kSmoothL1: body(LossTag<lm::Loss::kSmoothL1>{}); return;
  }
}

// Attributes: elements, function, scale.
class ElementwiseLossKernel : public lm::Kernel {
 public:
  explicit ElementwiseLossKernel(const lm::Step& step)
      : backward_(step.backward),
        elements_(step.integer(0)),
        function_(static_cast<lm::Loss>(step.integer(1))),
        scale_(step.real(2)),
        prediction_(step.floats(0)),
        target_(step.floats(1)),
        out_(step.floats(2)),
        slabs_(slabCount(elements_, 4096)) {}

  void run(lm::ThreadPool& pool) override {
    if (out_ == nullptr) {
      return;
    }
    withLoss(function_, [&](auto tag) {
      constexpr lm::Loss kLoss = decltype(tag)::value;
      pool.run(slabs_, [&](int64_t slab, int) {
        const Range range = piece(elements_, slabs_, slab);
        if (backward_) {
          differentiate<kLoss>(range);
        } else {
          partial_[slab] = sum<kLoss>(range);
        }
      });
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
  double error(int64_t i) const { return static_cast<double>(prediction_[i]) - static_cast<double>(target_[i]); }

  template <lm::Loss L>
  double sum(Range range) const {
    double sums[kSums] = {};
    int64_t i = range.begin;
    for (; i + kSums <= range.end; i += kSums) {
      for (int64_t s = 0; s < kSums; s++) {
        sums[s] += lossOf<L>(error(i + s));
      }
    }
    for (; i < range.end; i++) {
      sums[0] += lossOf<L>(error(i));
    }
    double total = 0;
    for (double part : sums) {
      total += part;
    }
    return total;
  }

  template <lm::Loss L>
  void differentiate(Range range) const {
    for (int64_t i = range.begin; i < range.end; i++) {
      out_[i] = static_cast<float>(scale_ * slopeOf<L>(error(i)));
    }
  }

  bool backward_;
  int64_t elements_;
  lm::Loss function_;
  double scale_;
  const float* prediction_;
  const float* target_;
  float* out_;  // the loss, or the gradient of the prediction
  int64_t slabs_;
  double partial_[kMostSlabs] = {};
};

}  // namespace

Made makeElementwiseLoss(const lm::Step& step, int) { return std::make_unique<ElementwiseLossKernel>(step); }

}  // namespace LM_NAMESPACE
