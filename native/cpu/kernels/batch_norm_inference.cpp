// BatchNormInference: y = f(gamma · (x - mean) / sqrt(var + epsilon) + beta) with fixed statistics, per channel.
// Memory-bound: 8 bytes per element. The mean is subtracted before scaling, not folded into the shift, so that a large
// mean does not cancel. No reduction, so the threads cannot change a bit.
#include <cmath>

#include "elementwise.h"
#include "kernels.h"

namespace LM_NAMESPACE {

namespace {

// Attributes: rows, channels, epsilon, activation.
class BatchNormInferenceKernel : public lm::Kernel {
 public:
  explicit BatchNormInferenceKernel(const lm::Step& step)
      : rows_(step.integer(0)),
        channels_(step.integer(1)),
        epsilon_(step.real(2)),
        activation_(step.activation(3)),
        x_(step.floats(0)),
        gamma_(step.floats(1)),
        beta_(step.floats(2)),
        mean_(step.floats(3)),
        var_(step.floats(4)),
        y_(step.floats(5)),
        scale_(static_cast<size_t>(channels_)) {}

  void run(lm::ThreadPool& pool) override {
    for (int64_t c = 0; c < channels_; c++) {
      scale_.data()[c] =
          static_cast<float>(static_cast<double>(gamma_[c]) / std::sqrt(static_cast<double>(var_[c]) + epsilon_));
    }
    const int64_t tasks = taskCount(rows_, ceilDiv(16384, channels_), pool.threads());
    withActivation(activation_, [&](auto tag) {
      pool.run(tasks, [&](int64_t task, int) { part<decltype(tag)::value>(piece(rows_, tasks, task)); });
    });
  }

 private:
  template <lm::Activation A>
  void part(Range rows) {
    for (int64_t row = rows.begin; row < rows.end; row++) {
      const float* x = x_ + row * channels_;
      float* y = y_ + row * channels_;
      forVectors({0, channels_}, [&](int64_t c, auto lanes) {
        const Vec centred = load(x + c) - load(mean_ + c);
        storeFirst(y + c, activate<A>(centred * load(scale_.data() + c) + load(beta_ + c)), lanes);
      });
    }
  }

  int64_t rows_;
  int64_t channels_;
  double epsilon_;
  lm::Activation activation_;
  const float* x_;
  const float* gamma_;
  const float* beta_;
  const float* mean_;
  const float* var_;
  float* y_;
  lm::Buffer scale_;
};

}  // namespace

Made makeBatchNormInference(const lm::Step& step, int) { return std::make_unique<BatchNormInferenceKernel>(step); }

}  // namespace LM_NAMESPACE
