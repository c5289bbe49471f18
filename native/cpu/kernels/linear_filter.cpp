// LinearFilter: a correlation with a stencil per image, the same for all channels. Semantics: LinearFilter.java.
//
// An image whose stencil is 1 in its centre and 0 elsewhere is copied; these are most of a batch. The others are first
// copied with their edge repeated around them. Then every tap is the same row shifted by whole pixels, so that a vector
// of an output row, whatever its channels, is one multiply-add per tap. Taps of weight 0, most of a motion blur's, are
// left out beforehand. 112 × 112 pixels with 121 taps are 0.3 M vector multiply-adds of 16 lanes.
#include <vector>

#include "elementwise.h"
#include "kernels.h"
#include "padded_image.h"

namespace LM_NAMESPACE {

namespace {

struct Tap {
  int64_t row;
  int64_t column;
  float weight;
};

// What one thread needs besides the operands.
struct Workspace {
  PaddedImage image;
  std::vector<Tap> taps;

  Workspace(int64_t height, int64_t width, int64_t radius) : image(height, width, radius) {
    taps.reserve(static_cast<size_t>((2 * radius + 1) * (2 * radius + 1)));
  }
};

// Attributes: n, h, w, 3, radius.
class LinearFilterKernel : public lm::Kernel {
 public:
  LinearFilterKernel(const lm::Step& step, int threads)
      : n_(step.integer(0)),
        h_(step.integer(1)),
        w_(step.integer(2)),
        radius_(step.integer(4)),
        x_(step.floats(0)),
        weights_(step.floats(1)),
        y_(step.floats(2)) {
    for (int i = 0; i < threads; i++) {
      workspaces_.emplace_back(h_, w_, radius_);
    }
  }

  void run(lm::ThreadPool& pool) override {
    pool.run(n_, [&](int64_t image, int thread) { filter(image, workspaces_[static_cast<size_t>(thread)]); });
  }

 private:
  void filter(int64_t image, Workspace& workspace) {
    const int64_t elements = h_ * w_ * 3;
    const float* x = x_ + image * elements;
    float* y = y_ + image * elements;
    collectTaps(image, workspace.taps);
    if (isIdentity(workspace.taps)) {
      std::memcpy(y, x, static_cast<size_t>(elements) * sizeof(float));
      return;
    }
    workspace.image.fill(x);
    for (int64_t row = 0; row < h_; row++) {
      filterRow(workspace, row, y + row * w_ * 3);
    }
  }

  void collectTaps(int64_t image, std::vector<Tap>& taps) const {
    const int64_t side = 2 * radius_ + 1;
    const float* weights = weights_ + image * side * side;
    taps.clear();
    for (int64_t i = 0; i < side * side; i++) {
      if (weights[i] != 0.0f) {
        taps.push_back({i / side - radius_, i % side - radius_, weights[i]});
      }
    }
  }

  static bool isIdentity(const std::vector<Tap>& taps) {
    return taps.size() == 1 && taps[0].row == 0 && taps[0].column == 0 && taps[0].weight == 1.0f;
  }

  void filterRow(const Workspace& workspace, int64_t row, float* y) const {
    forVectors({0, 3 * w_}, [&](int64_t i, auto lanes) {
      Vec sum = {};
      for (const Tap& tap : workspace.taps) {
        const float* from = workspace.image.row(row + tap.row) + 3 * tap.column + i;
        sum += loadFirst(from, lanes) * tap.weight;
      }
      storeFirst(y + i, sum, lanes);
    });
  }

  int64_t n_;
  int64_t h_;
  int64_t w_;
  int64_t radius_;
  const float* x_;
  const float* weights_;
  float* y_;
  std::vector<Workspace> workspaces_;
};

}  // namespace

Made makeLinearFilter(const lm::Step& step, int threads) {
  return std::make_unique<LinearFilterKernel>(step, threads);
}

}  // namespace LM_NAMESPACE
