// AdamUpdate, with g = factor · gradient: m = β1·m + (1-β1)·g; v = β2·v + (1-β2)·g²; p -= rate · (m / c1) / (sqrt(v / c2) + ε), the corrections
// c = 1 - β^t in double once per run. Decay goes into g (L2), or shrinks p first (AdamW). Elementwise, memory-bound:
// 28 bytes per element (four arrays read, three written). No reduction, so the threads cannot change a bit.
#include <cmath>

#include "elementwise.h"
#include "gradient_clip.h"
#include "kernels.h"

namespace LM_NAMESPACE {

namespace {

// Attributes: elements, beta1, beta2, epsilon, weightDecay, decoupled (0/1), rateScale, clipped (0/1).
class AdamUpdateKernel : public lm::Kernel {
 public:
  explicit AdamUpdateKernel(const lm::Step& step)
      : elements_(step.integer(0)),
        beta1_(step.real(1)),
        beta2_(step.real(2)),
        epsilon_(static_cast<float>(step.real(3))),
        weightDecay_(step.real(4)),
        decoupled_(step.integer(5) == 1),
        rateScale_(step.real(6)),
        gradient_(step.floats(0)),
        rate_(step.floats(1)),
        runState_(static_cast<const int32_t*>(step.operands.at(2))),
        parameter_(step.floats(3)),
        moment1_(step.floats(4)),
        moment2_(step.floats(5)),
        clip_(step, 7, 6) {}

  void run(lm::ThreadPool& pool) override {
    const double t = static_cast<double>(runState_[lm::kRunStateStep]) + 1.0;
    const double rate = static_cast<double>(*rate_) * rateScale_;
    const float stepSize = static_cast<float>(rate / (1.0 - std::pow(beta1_, t)));
    const float scale2 = static_cast<float>(1.0 / (1.0 - std::pow(beta2_, t)));
    const float shrink = static_cast<float>(decoupled_ ? rate * weightDecay_ : 0.0);
    const float decay = static_cast<float>(decoupled_ ? 0.0 : weightDecay_);
    const float factor = clip_.factor();
    const float keep1 = static_cast<float>(beta1_);
    const float keep2 = static_cast<float>(beta2_);
    const float take1 = static_cast<float>(1.0 - beta1_);
    const float take2 = static_cast<float>(1.0 - beta2_);
    forVectorsParallel(pool, elements_, [&](int64_t i, auto lanes) {
      const Vec before = loadFirst(parameter_ + i, lanes);
      const Vec g = factor * loadFirst(gradient_ + i, lanes) + decay * before;
      const Vec m = keep1 * loadFirst(moment1_ + i, lanes) + take1 * g;
      const Vec v = keep2 * loadFirst(moment2_ + i, lanes) + take2 * g * g;
      storeFirst(moment1_ + i, m, lanes);
      storeFirst(moment2_ + i, v, lanes);
      const Vec p = before - shrink * before;
      storeFirst(parameter_ + i, p - stepSize * m / (squareRoot(v * scale2) + epsilon_), lanes);
    });
  }

 private:
  int64_t elements_;
  double beta1_;
  double beta2_;
  float epsilon_;
  double weightDecay_;
  bool decoupled_;
  double rateScale_;
  const float* gradient_;
  const float* rate_;
  const int32_t* runState_;
  float* parameter_;
  float* moment1_;
  float* moment2_;
  GradientClip clip_;
};

}  // namespace

Made makeAdamUpdate(const lm::Step& step, int) { return std::make_unique<AdamUpdateKernel>(step); }

}  // namespace LM_NAMESPACE
