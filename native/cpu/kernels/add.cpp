// Add: y = a + b. Elementwise, memory-bound: 12 bytes per element. No reduction, so the threads cannot change a bit.
#include "elementwise.h"
#include "kernels.h"

namespace LM_NAMESPACE {

namespace {

// Attributes: elements.
class AddKernel : public lm::Kernel {
 public:
  explicit AddKernel(const lm::Step& step)
      : elements_(step.integer(0)), a_(step.floats(0)), b_(step.floats(1)), y_(step.floats(2)) {}

  void run(lm::ThreadPool& pool) override {
    forVectorsParallel(pool, elements_, [&](int64_t i, auto lanes) {
      storeFirst(y_ + i, loadFirst(a_ + i, lanes) + loadFirst(b_ + i, lanes), lanes);
    });
  }

 private:
  int64_t elements_;
  const float* a_;
  const float* b_;
  float* y_;
};

}  // namespace

Made makeAdd(const lm::Step& step, int) { return std::make_unique<AddKernel>(step); }

}  // namespace LM_NAMESPACE
