// Blend: y = (1 - share) · a + share · b. Elementwise, memory-bound: 12 bytes per element. No reduction, so the threads
// cannot change a bit.
#include "elementwise.h"
#include "kernels.h"

namespace LM_NAMESPACE {

namespace {

// Attributes: elements, share.
class BlendKernel : public lm::Kernel {
 public:
  explicit BlendKernel(const lm::Step& step)
      : elements_(step.integer(0)),
        shareOfA_(static_cast<float>(1.0 - step.real(1))),
        shareOfB_(static_cast<float>(step.real(1))),
        a_(step.floats(0)),
        b_(step.floats(1)),
        y_(step.floats(2)) {}

  void run(lm::ThreadPool& pool) override {
    forVectorsParallel(pool, elements_, [&](int64_t i, auto lanes) {
      const Vec y = shareOfA_ * loadFirst(a_ + i, lanes) + shareOfB_ * loadFirst(b_ + i, lanes);
      storeFirst(y_ + i, y, lanes);
    });
  }

 private:
  int64_t elements_;
  float shareOfA_;
  float shareOfB_;
  const float* a_;
  const float* b_;
  float* y_;
};

}  // namespace

Made makeBlend(const lm::Step& step, int) { return std::make_unique<BlendKernel>(step); }

}  // namespace LM_NAMESPACE
