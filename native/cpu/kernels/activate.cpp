// Activate: y = f(x); backward dx = dy · f'(x). Elementwise, memory-bound: 8 bytes per element forward, 12 backward.
#include "kernels.h"
#include "partition.h"
#include "simd.h"

namespace LM_NAMESPACE {

namespace {

// Attributes: elements, activation.
class ActivateKernel : public lm::Kernel {
 public:
  explicit ActivateKernel(const lm::Step& step)
      : backward_(step.backward),
        elements_(step.integer(0)),
        activation_(step.activation(1)),
        x_(step.floats(0)),
        dy_(step.backward ? step.floats(1) : nullptr),
        out_(step.floats(step.backward ? 2 : 1)) {}

  void run(lm::ThreadPool& pool) override {
    if (out_ == nullptr) {
      return;
    }
    const int64_t tasks = taskCount(elements_, 16384, pool.threads());
    withActivation(activation_, [&](auto tag) {
      pool.run(tasks, [&](int64_t task, int) { part<decltype(tag)::value>(piece(elements_, tasks, task)); });
    });
  }

 private:
  template <lm::Activation A>
  void part(Range range) {
    for (int64_t i = range.begin; i < range.end; i += kLanes) {
      const int lanes = static_cast<int>(std::min<int64_t>(kLanes, range.end - i));
      const Vec x = loadFirst(x_ + i, lanes);
      storeFirst(out_ + i, backward_ ? loadFirst(dy_ + i, lanes) * derivative<A>(x) : activate<A>(x), lanes);
    }
  }

  bool backward_;
  int64_t elements_;
  lm::Activation activation_;
  const float* x_;
  const float* dy_;
  float* out_;
};

}  // namespace

Made makeActivate(const lm::Step& step, int) { return std::make_unique<ActivateKernel>(step); }

}  // namespace LM_NAMESPACE
