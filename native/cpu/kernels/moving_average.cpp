// MovingAverage: average += share · (value - average), share = 1 - min(decay, (1 + step) / (10 + step)). Elementwise,
// memory-bound: 12 bytes per element (two arrays read, one written). No reduction, so the threads cannot change a bit.
#include <algorithm>

#include "elementwise.h"
#include "kernels.h"

namespace LM_NAMESPACE {

namespace {

// Attributes: elements, decay.
class MovingAverageKernel : public lm::Kernel {
 public:
  explicit MovingAverageKernel(const lm::Step& step)
      : elements_(step.integer(0)),
        decay_(step.real(1)),
        value_(step.floats(0)),
        runState_(static_cast<const int32_t*>(step.operands.at(1))),
        average_(step.floats(2)) {}

  void run(lm::ThreadPool& pool) override {
    const double ramp = 9.0 / (10.0 + static_cast<double>(runState_[lm::kRunStateStep]));
    const float share = static_cast<float>(std::max(1.0 - decay_, ramp));
    forVectorsParallel(pool, elements_, [&](int64_t i, auto lanes) {
      const Vec before = loadFirst(average_ + i, lanes);
      storeFirst(average_ + i, before + share * (loadFirst(value_ + i, lanes) - before), lanes);
    });
  }

 private:
  int64_t elements_;
  double decay_;
  const float* value_;
  const int32_t* runState_;
  float* average_;
};

}  // namespace

Made makeMovingAverage(const lm::Step& step, int) { return std::make_unique<MovingAverageKernel>(step); }

}  // namespace LM_NAMESPACE
