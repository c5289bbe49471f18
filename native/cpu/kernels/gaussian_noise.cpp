// GaussianNoise: noise added to each image, in place. Semantics: GaussianNoise.java.
//
// Images without noise, most of a batch, are left alone. For the others two hashes, a logarithm, a root and a cosine
// per element, about 30 ns, of which a 112 × 112 picture has 38 k.
#include "../thread_pool.h"
#include "counter_random.h"
#include "kernels.h"
#include "partition.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kBlock = 4096;

// Attributes: n, h, w, 3.
class GaussianNoiseKernel : public lm::Kernel {
 public:
  explicit GaussianNoiseKernel(const lm::Step& step)
      : n_(step.integer(0)),
        elements_(step.integer(1) * step.integer(2) * 3),
        x_(step.floats(0)),
        deviation_(step.floats(1)),
        keys_(static_cast<const int32_t*>(step.operands.at(2))) {}

  void run(lm::ThreadPool& pool) override {
    const int64_t blocks = ceilDiv(elements_, kBlock);
    pool.run(n_ * blocks, [&](int64_t task, int) {
      const int64_t image = task / blocks;
      if (deviation_[image] != 0.0f) {
        const int64_t begin = task % blocks * kBlock;
        add(image, {begin, std::min(begin + kBlock, elements_)});
      }
    });
  }

 private:
  void add(int64_t image, Range range) const {
    const uint64_t key = keyOf(keys_ + 2 * image);
    const float deviation = deviation_[image];
    float* x = x_ + image * elements_;
    for (int64_t i = range.begin; i < range.end; i++) {
      x[i] += deviation * gaussian(key, static_cast<uint64_t>(i));
    }
  }

  int64_t n_;
  int64_t elements_;
  float* x_;
  const float* deviation_;
  const int32_t* keys_;
};

}  // namespace

Made makeGaussianNoise(const lm::Step& step, int) { return std::make_unique<GaussianNoiseKernel>(step); }

}  // namespace LM_NAMESPACE
