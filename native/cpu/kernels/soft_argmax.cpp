// SoftArgmax: y[row] = Σ softmax(x[row])[k] · centre[k]; backward dx[row, k] = softmax(x[row])[k] (centre[k] - y) dy.
//
// A row of 140 to 280 bins lies in the first-level cache: it is read once for its greatest logit and once per exponential,
// one forward and two backward, about 20 instructions each. Vectorised over bins, shared between threads by rows; a row is
// one thread's alone, so the threads cannot change a bit.
#include "../thread_pool.h"
#include "kernels.h"
#include "partition.h"
#include "softmax.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kLeastElements = 4096;

// Attributes: rows, bins, width of a bin.
class SoftArgmaxKernel : public lm::Kernel {
 public:
  explicit SoftArgmaxKernel(const lm::Step& step)
      : rows_(step.integer(0)),
        bins_(step.integer(1)),
        width_(step.real(2)),
        x_(step.floats(0)),
        dy_(step.backward ? step.floats(1) : nullptr),
        out_(step.floats(step.backward ? 2 : 1)) {}

  void run(lm::ThreadPool& pool) override {
    if (out_ == nullptr) {
      return;
    }
    const int64_t tasks = taskCount(rows_, ceilDiv(kLeastElements, bins_), pool.threads());
    pool.run(tasks, [&](int64_t task, int) {
      const Range range = piece(rows_, tasks, task);
      for (int64_t r = range.begin; r < range.end; r++) {
        const SoftmaxRow row(x_ + r * bins_, bins_);
        const Moments moments = momentsOf(row);
        if (dy_ == nullptr) {
          out_[r] = static_cast<float>(width_ * moments.mean);
        } else {
          differentiate(row, moments, dy_[r], out_ + r * bins_);
        }
      }
    });
  }

 private:
  void differentiate(const SoftmaxRow& row, const Moments& moments, float dy, float* dx) const {
    const Vec mean = splat(static_cast<float>(moments.mean));
    const Vec factor = splat(static_cast<float>(width_ * dy / moments.sum));
    row.forWeights([&](int64_t i, auto lanes, Vec weights) {
      storeFirst(dx + i, weights * (placesFrom(i, bins_) - mean) * factor, lanes);
    });
  }

  int64_t rows_;
  int64_t bins_;
  double width_;
  const float* x_;
  const float* dy_;  // null in the forward pass
  float* out_;       // y, or dx
};

}  // namespace

Made makeSoftArgmax(const lm::Step& step, int) { return std::make_unique<SoftArgmaxKernel>(step); }

}  // namespace LM_NAMESPACE
