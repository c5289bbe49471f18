// MaxPool: the maximum of a window; the gradient goes to the first maximum in row-major order. Padding never wins; a NaN
// does, so that it is not hidden.
//
// Forward 4 bytes per element of x and of y, k² comparisons per output; vectorised over channels. Backward finds the
// winners again instead of keeping their places, then adds to the window; windows overlap within an image, so a task is
// an image's block of channels, which one thread walks in order: the threads cannot change a bit.
#include "channel_blocks.h"
#include "kernels.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kLeastElements = 16384;

// Attributes: n, h, w, c, kernel, stride, padding.
class MaxPoolKernel : public lm::Kernel {
 public:
  explicit MaxPoolKernel(const lm::Step& step)
      : backward_(step.backward),
        n_(step.integer(0)),
        h_(step.integer(1)),
        w_(step.integer(2)),
        channels_(step.integer(3)),
        kernel_(step.integer(4)),
        stride_(step.integer(5)),
        padding_(step.integer(6)),
        outH_((h_ + 2 * padding_ - kernel_) / stride_ + 1),
        outW_((w_ + 2 * padding_ - kernel_) / stride_ + 1),
        x_(step.floats(0)),
        dy_(step.backward ? step.floats(1) : nullptr),
        out_(step.floats(step.backward ? 2 : 1)) {}

  void run(lm::ThreadPool& pool) override {
    if (out_ == nullptr) {
      return;
    }
    forImageChannels(pool, n_, h_ * w_, channels_, kLeastElements, [&](int64_t image, int64_t c, int lanes) {
      if (backward_) {
        clear(image, c, lanes);
      }
      for (int64_t oy = 0; oy < outH_; oy++) {
        for (int64_t ox = 0; ox < outW_; ox++) {
          const Window window = windowAt(oy, ox);
          const int64_t output = ((image * outH_ + oy) * outW_ + ox) * channels_ + c;
          if (backward_) {
            scatter(image, c, window, load(dy_ + output), lanes);
          } else {
            storeFirst(out_ + output, winner(image, c, window).value, lanes);
          }
        }
      }
    });
  }

 private:
  // The part of a window that lies in the image.
  struct Window {
    Range rows;
    Range columns;
  };

  struct Winner {
    Vec value;
    IntVec place;  // number of the pixel within the window
  };

  Window windowAt(int64_t oy, int64_t ox) const {
    return {clip(oy * stride_ - padding_, h_), clip(ox * stride_ - padding_, w_)};
  }

  Range clip(int64_t begin, int64_t size) const {
    return {std::max<int64_t>(begin, 0), std::min(begin + kernel_, size)};
  }

  int64_t index(int64_t image, int64_t row, int64_t column, int64_t c) const {
    return ((image * h_ + row) * w_ + column) * channels_ + c;
  }

  Winner winner(int64_t image, int64_t c, const Window& window) const {
    Winner best = {load(x_ + index(image, window.rows.begin, window.columns.begin, c)), IntVec{}};
    int32_t place = 0;
    for (int64_t row = window.rows.begin; row < window.rows.end; row++) {
      for (int64_t column = window.columns.begin; column < window.columns.end; column++, place++) {
        const Vec x = load(x_ + index(image, row, column, c));
        const IntVec better = (x > best.value) | ((x != x) & (best.value == best.value));
        best.value = better ? x : best.value;
        best.place = better ? place + IntVec{} : best.place;
      }
    }
    return best;
  }

  void clear(int64_t image, int64_t c, int lanes) {
    for (int64_t row = 0; row < h_; row++) {
      for (int64_t column = 0; column < w_; column++) {
        storeFirst(out_ + index(image, row, column, c), Vec{}, lanes);
      }
    }
  }

  void scatter(int64_t image, int64_t c, const Window& window, Vec dy, int lanes) {
    const IntVec won = winner(image, c, window).place;
    int32_t place = 0;
    for (int64_t row = window.rows.begin; row < window.rows.end; row++) {
      for (int64_t column = window.columns.begin; column < window.columns.end; column++, place++) {
        float* dx = out_ + index(image, row, column, c);
        const Vec before = loadFirst(dx, lanes);
        storeFirst(dx, won == place + IntVec{} ? before + dy : before, lanes);
      }
    }
  }

  bool backward_;
  int64_t n_;
  int64_t h_;
  int64_t w_;
  int64_t channels_;
  int64_t kernel_;
  int64_t stride_;
  int64_t padding_;
  int64_t outH_;
  int64_t outW_;
  const float* x_;
  const float* dy_;
  float* out_;  // y, or dx
};

}  // namespace

Made makeMaxPool(const lm::Step& step, int) { return std::make_unique<MaxPoolKernel>(step); }

}  // namespace LM_NAMESPACE
