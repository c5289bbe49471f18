// GlobalAveragePool: y[n, c] = mean over pixels of x[n, pixel, c]; backward dx = dy / pixels at every pixel.
//
// Memory-bound: 4 bytes per element of x. Vectorised over channels; an image's channel is summed by one thread in a
// fixed order (four interleaved sums over the pixels), so the threads cannot change a bit.
#include "channel_blocks.h"
#include "kernels.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kLeastElements = 16384;

// Attributes: n, h, w, c.
class GlobalAveragePoolKernel : public lm::Kernel {
 public:
  explicit GlobalAveragePoolKernel(const lm::Step& step)
      : backward_(step.backward),
        n_(step.integer(0)),
        pixels_(step.integer(1) * step.integer(2)),
        channels_(step.integer(3)),
        from_(step.floats(0)),
        to_(step.floats(1)) {}

  void run(lm::ThreadPool& pool) override {
    if (to_ == nullptr) {
      return;
    }
    forImageChannels(pool, n_, pixels_, channels_, kLeastElements, [&](int64_t image, int64_t c, int lanes) {
      if (backward_) {
        spread(image, c, lanes);
      } else {
        average(image, c, lanes);
      }
    });
  }

 private:
  void average(int64_t image, int64_t c, int lanes) {
    const float* x = from_ + image * pixels_ * channels_ + c;
    const Vec sum = sumPixels(pixels_, [&](int64_t p) { return load(x + p * channels_); });
    storeFirst(to_ + image * channels_ + c, sum / static_cast<float>(pixels_), lanes);
  }

  void spread(int64_t image, int64_t c, int lanes) {
    const Vec share = load(from_ + image * channels_ + c) / static_cast<float>(pixels_);
    float* dx = to_ + image * pixels_ * channels_ + c;
    for (int64_t p = 0; p < pixels_; p++) {
      storeFirst(dx + p * channels_, share, lanes);
    }
  }

  bool backward_;
  int64_t n_;
  int64_t pixels_;
  int64_t channels_;
  const float* from_;
  float* to_;
};

}  // namespace

Made makeGlobalAveragePool(const lm::Step& step, int) { return std::make_unique<GlobalAveragePoolKernel>(step); }

}  // namespace LM_NAMESPACE
