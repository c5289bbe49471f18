// ColourMatrix: an affine map of each pixel's three colours, one map per image, in place. Semantics: ColourMatrix.java.
//
// Images whose map changes nothing, most of a batch, are left alone. The others are read and written once: 9
// multiply-adds per pixel.
#include "../thread_pool.h"
#include "kernels.h"

namespace LM_NAMESPACE {

namespace {

constexpr int kNumbers = 12;

// Attributes: n, h, w, 3.
class ColourMatrixKernel : public lm::Kernel {
 public:
  explicit ColourMatrixKernel(const lm::Step& step)
      : n_(step.integer(0)), pixels_(step.integer(1) * step.integer(2)), x_(step.floats(0)), matrix_(step.floats(1)) {}

  void run(lm::ThreadPool& pool) override {
    pool.run(n_, [&](int64_t image, int) {
      const float* m = matrix_ + image * kNumbers;
      if (!isIdentity(m)) {
        mix(x_ + image * pixels_ * 3, m);
      }
    });
  }

 private:
  static bool isIdentity(const float* m) {
    for (int i = 0; i < kNumbers; i++) {
      if (m[i] != (i % 5 == 0 ? 1.0f : 0.0f)) {
        return false;
      }
    }
    return true;
  }

  void mix(float* x, const float* m) const {
    for (int64_t i = 0; i < 3 * pixels_; i += 3) {
      const float first = x[i];
      const float second = x[i + 1];
      const float third = x[i + 2];
      x[i] = m[3] + m[0] * first + m[1] * second + m[2] * third;
      x[i + 1] = m[7] + m[4] * first + m[5] * second + m[6] * third;
      x[i + 2] = m[11] + m[8] * first + m[9] * second + m[10] * third;
    }
  }

  int64_t n_;
  int64_t pixels_;
  float* x_;
  const float* matrix_;
};

}  // namespace

Made makeColourMatrix(const lm::Step& step, int) { return std::make_unique<ColourMatrixKernel>(step); }

}  // namespace LM_NAMESPACE
