// FlattenChannels: y[n, c, pixel] = x[n, pixel, c]; backward the other way round.
//
// Memory-bound: 8 bytes per element. Tiles of 16 x 16, so that both sides move whole cache lines; the maps in front of a
// coordinate head are small, so nothing more is worth it.
#include "../thread_pool.h"
#include "kernels.h"
#include "partition.h"

namespace LM_NAMESPACE {

namespace {

constexpr int64_t kTile = 16;
constexpr int64_t kLeastElements = 16384;

// Attributes: n, h, w, c.
class FlattenChannelsKernel : public lm::Kernel {
 public:
  explicit FlattenChannelsKernel(const lm::Step& step)
      : n_(step.integer(0)),
        rows_(step.backward ? step.integer(3) : step.integer(1) * step.integer(2)),
        columns_(step.backward ? step.integer(1) * step.integer(2) : step.integer(3)),
        from_(step.floats(0)),
        to_(step.floats(1)) {}

  void run(lm::ThreadPool& pool) override {
    if (to_ == nullptr) {
      return;
    }
    const int64_t strips = ceilDiv(rows_, kTile);
    const int64_t units = n_ * strips;
    const int64_t tasks = taskCount(units, ceilDiv(kLeastElements, kTile * columns_), pool.threads());
    pool.run(tasks, [&](int64_t task, int) {
      const Range range = piece(units, tasks, task);
      for (int64_t unit = range.begin; unit < range.end; unit++) {
        transposeStrip(unit / strips * rows_ * columns_, unit % strips * kTile);
      }
    });
  }

 private:
  // Rows from `first` on of the image that begins at `image`.
  void transposeStrip(int64_t image, int64_t first) {
    const float* from = from_ + image;
    float* to = to_ + image;
    const int64_t end = std::min(first + kTile, rows_);
    for (int64_t left = 0; left < columns_; left += kTile) {
      const int64_t right = std::min(left + kTile, columns_);
      for (int64_t column = left; column < right; column++) {
        for (int64_t row = first; row < end; row++) {
          to[column * rows_ + row] = from[row * columns_ + column];
        }
      }
    }
  }

  int64_t n_;
  int64_t rows_;     // of each image's matrix as it is read
  int64_t columns_;
  const float* from_;
  float* to_;
};

}  // namespace

Made makeFlattenChannels(const lm::Step& step, int) { return std::make_unique<FlattenChannelsKernel>(step); }

}  // namespace LM_NAMESPACE
