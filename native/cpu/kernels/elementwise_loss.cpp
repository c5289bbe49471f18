// ElementwiseLoss: loss = scale · Σ weight · f(prediction, target); backward dprediction = scale · weight · f'.
//
// 8 bytes per element forward, 12 backward, and a few hundred to a few hundred thousand elements: far from a bottleneck,
// so everything is in double, as the oracle has it. The sum runs in at most 16 slabs of eight interleaved sums each,
// cut by the number of elements alone and added in order: the same bits with any number of threads.
#include "kernels.h"
#include "loss_functions.h"
#include "partition.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kSums = 8;
constexpr int64_t kMostSlabs = 16;

// Attributes: elements, number of weights (0: all 1), function, its four parameters, scale.
class ElementwiseLossKernel : public lm::Kernel {
 public:
  explicit ElementwiseLossKernel(const lm::Step& step)
      : backward_(step.backward),
        elements_(step.integer(0)),
        columns_(step.integer(1)),
        function_(static_cast<lm::Loss>(step.integer(2))),
        parameters_{step.real(3), step.real(4), step.real(5), step.real(6)},
        scale_(step.real(7)),
        prediction_(step.floats(0)),
        target_(step.floats(1)),
        weights_(columns_ > 0 ? step.floats(2) : nullptr),
        out_(step.floats(columns_ > 0 ? 3 : 2)),
        slabs_(slabCount(elements_, 4096)) {}

  void run(lm::ThreadPool& pool) override {
    if (out_ == nullptr) {
      return;
    }
    withLoss(function_, parameters_, [&](auto function) {
      pool.run(slabs_, [&](int64_t slab, int) {
        const Range range = piece(elements_, slabs_, slab);
        if (backward_) {
          differentiate(function, range);
        } else {
          partial_[slab] = sum(function, range);
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

  double weight(int64_t i) const { return weights_ == nullptr ? 1.0 : static_cast<double>(weights_[i % columns_]); }

  template <typename Function>
  double sum(const Function& function, Range range) const {
    double sums[kSums] = {};
    for (int64_t i = range.begin; i < range.end; i++) {
      sums[(i - range.begin) % kSums] += weight(i) * function.value(error(i), static_cast<double>(target_[i]));
    }
    double total = 0;
    for (double part : sums) {
      total += part;
    }
    return total;
  }

  template <typename Function>
  void differentiate(const Function& function, Range range) const {
    for (int64_t i = range.begin; i < range.end; i++) {
      const double slope = function.slope(error(i), static_cast<double>(target_[i]));
      out_[i] = static_cast<float>(scale_ * weight(i) * slope);
    }
  }

  bool backward_;
  int64_t elements_;
  int64_t columns_;
  lm::Loss function_;
  std::array<double, 4> parameters_;
  double scale_;
  const float* prediction_;
  const float* target_;
  const float* weights_;
  float* out_;  // the loss, or the gradient of the prediction
  int64_t slabs_;
  double partial_[kMostSlabs] = {};
};

}  // namespace

Made makeElementwiseLoss(const lm::Step& step, int) { return std::make_unique<ElementwiseLossKernel>(step); }

}  // namespace LM_NAMESPACE
