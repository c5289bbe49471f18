// RmspropUpdate: g = factor · gradient + weightDecay · p; s = smoothing · s + (1-smoothing) · g²; v = momentum · v +
// g / (sqrt(s) + ε); p -= rate · rateScale · v. Elementwise, memory-bound: 28 bytes per element (four arrays read, three
// written). No reduction, so the threads cannot change a bit.
#include "elementwise.h"
#include "gradient_clip.h"
#include "kernels.h"

namespace LM_NAMESPACE {

namespace {

// Attributes: elements, smoothing, epsilon, momentum, weightDecay, rateScale, clipped (0/1).
class RmspropUpdateKernel : public lm::Kernel {
 public:
  explicit RmspropUpdateKernel(const lm::Step& step)
      : elements_(step.integer(0)),
        smoothing_(step.real(1)),
        epsilon_(static_cast<float>(step.real(2))),
        momentum_(static_cast<float>(step.real(3))),
        weightDecay_(static_cast<float>(step.real(4))),
        rateScale_(static_cast<float>(step.real(5))),
        gradient_(step.floats(0)),
        rate_(step.floats(1)),
        parameter_(step.floats(2)),
        meanSquare_(step.floats(3)),
        velocity_(step.floats(4)),
        clip_(step, 6, 5) {}

  void run(lm::ThreadPool& pool) override {
    const float rate = *rate_ * rateScale_;
    const float factor = clip_.factor();
    const float keep = static_cast<float>(smoothing_);
    const float take = static_cast<float>(1.0 - smoothing_);
    forVectorsParallel(pool, elements_, [&](int64_t i, auto lanes) {
      const Vec p = loadFirst(parameter_ + i, lanes);
      const Vec g = factor * loadFirst(gradient_ + i, lanes) + weightDecay_ * p;
      const Vec s = keep * loadFirst(meanSquare_ + i, lanes) + take * g * g;
      const Vec v = momentum_ * loadFirst(velocity_ + i, lanes) + g / (squareRoot(s) + epsilon_);
      storeFirst(meanSquare_ + i, s, lanes);
      storeFirst(velocity_ + i, v, lanes);
      storeFirst(parameter_ + i, p - rate * v, lanes);
    });
  }

 private:
  int64_t elements_;
  double smoothing_;
  float epsilon_;
  float momentum_;
  float weightDecay_;
  float rateScale_;
  const float* gradient_;
  const float* rate_;
  float* parameter_;
  float* meanSquare_;
  float* velocity_;
  GradientClip clip_;
};

}  // namespace

Made makeRmspropUpdate(const lm::Step& step, int) { return std::make_unique<RmspropUpdateKernel>(step); }

}  // namespace LM_NAMESPACE
