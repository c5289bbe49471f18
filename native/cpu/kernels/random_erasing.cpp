// RandomErasing: rectangles of a colour or of noise painted over each image, in place. Semantics: RandomErasing.java.
//
// Only covered pixels are written, one after the other, with one 64-bit hash per element where the rectangle is noise.
#include <cmath>

#include "../thread_pool.h"
#include "counter_random.h"
#include "kernels.h"
#include "partition.h"

namespace LM_NAMESPACE {

namespace {

constexpr int kNumbers = 8;

// The whole numbers of [0, size) that lie in [from, to), which may be anything.
Range covered(float from, float to, int64_t size) {
  const float least = 0;
  const float most = static_cast<float>(size);
  const auto bound = [&](float at) { return static_cast<int64_t>(std::ceil(at > least ? std::min(at, most) : least)); };
  return from < to ? Range{std::min(bound(from), size), std::min(bound(to), size)} : Range{0, 0};
}

// Attributes: n, h, w, 3, rectangles.
class RandomErasingKernel : public lm::Kernel {
 public:
  explicit RandomErasingKernel(const lm::Step& step)
      : n_(step.integer(0)),
        h_(step.integer(1)),
        w_(step.integer(2)),
        count_(step.integer(4)),
        x_(step.floats(0)),
        rectangles_(step.floats(1)),
        keys_(static_cast<const int32_t*>(step.operands.at(2))) {}

  void run(lm::ThreadPool& pool) override {
    pool.run(n_, [&](int64_t image, int) {
      for (int64_t r = 0; r < count_; r++) {
        paint(x_ + image * h_ * w_ * 3, rectangles_ + (image * count_ + r) * kNumbers, keyOf(keys_ + 2 * image));
      }
    });
  }

 private:
  void paint(float* x, const float* rectangle, uint64_t key) const {
    const Range columns = covered(rectangle[0], rectangle[2], w_);
    const Range rows = covered(rectangle[1], rectangle[3], h_);
    const float* colour = rectangle + 4;
    const float spread = rectangle[7];
    for (int64_t row = rows.begin; row < rows.end; row++) {
      for (int64_t column = columns.begin; column < columns.end; column++) {
        const int64_t pixel = 3 * (row * w_ + column);
        for (int64_t c = 0; c < 3; c++) {
          const float noise = spread == 0.0f ? 0.0f : 2.0f * uniform(key, static_cast<uint64_t>(pixel + c)) - 1.0f;
          x[pixel + c] = colour[c] + spread * noise;
        }
      }
    }
  }

  int64_t n_;
  int64_t h_;
  int64_t w_;
  int64_t count_;
  float* x_;
  const float* rectangles_;
  const int32_t* keys_;
};

}  // namespace

Made makeRandomErasing(const lm::Step& step, int) { return std::make_unique<RandomErasingKernel>(step); }

}  // namespace LM_NAMESPACE
