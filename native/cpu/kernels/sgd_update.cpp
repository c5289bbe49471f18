// SgdUpdate: g = factor · gradient + weightDecay · p; v = momentum · v + g; p -= rate · rateScale · v. Elementwise, memory-bound:
// 20 bytes per element (three arrays read, two written). No reduction, so the threads cannot change a bit.
#include "elementwise.h"
#include "gradient_clip.h"
#include "kernels.h"

namespace LM_NAMESPACE {

namespace {

// Attributes: elements, momentum, weightDecay, rateScale, clipped (0/1).
class SgdUpdateKernel : public lm::Kernel {
 public:
  explicit SgdUpdateKernel(const lm::Step& step)
      : elements_(step.integer(0)),
        momentum_(static_cast<float>(step.real(1))),
        weightDecay_(static_cast<float>(step.real(2))),
        rateScale_(static_cast<float>(step.real(3))),
        gradient_(step.floats(0)),
        rate_(step.floats(1)),
        parameter_(step.floats(2)),
        velocity_(step.floats(3)),
        clip_(step, 4, 4) {}

  void run(lm::ThreadPool& pool) override {
    const float rate = *rate_ * rateScale_;
    const float factor = clip_.factor();
    forVectorsParallel(pool, elements_, [&](int64_t i, auto lanes) {
      const Vec p = loadFirst(parameter_ + i, lanes);
      const Vec g = factor * loadFirst(gradient_ + i, lanes) + weightDecay_ * p;
      const Vec v = momentum_ * loadFirst(velocity_ + i, lanes) + g;
      storeFirst(velocity_ + i, v, lanes);
      storeFirst(parameter_ + i, p - rate * v, lanes);
    });
  }

 private:
  int64_t elements_;
  float momentum_;
  float weightDecay_;
  float rateScale_;
  const float* gradient_;
  const float* rate_;
  float* parameter_;
  float* velocity_;
  GradientClip clip_;
};

}  // namespace

Made makeSgdUpdate(const lm::Step& step, int) { return std::make_unique<SgdUpdateKernel>(step); }

}  // namespace LM_NAMESPACE
