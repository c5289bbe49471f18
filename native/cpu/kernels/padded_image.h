// One image of three channels with its edge repeated around it, so that a window around any pixel lies inside.
#pragma once

#include <algorithm>
#include <cstring>

#include "../kernel.h"

namespace LM_NAMESPACE {

class PaddedImage {
 public:
  PaddedImage(int64_t height, int64_t width, int64_t radius)
      : height_(height),
        width_(width),
        radius_(radius),
        pitch_(3 * (width + 2 * radius)),
        pixels_(static_cast<size_t>((height + 2 * radius) * pitch_)) {}

  void fill(const float* x) {
    for (int64_t row = -radius_; row < height_ + radius_; row++) {
      const float* from = x + std::clamp<int64_t>(row, 0, height_ - 1) * 3 * width_;
      float* to = pixels_.data() + (row + radius_) * pitch_;
      for (int64_t column = 0; column < radius_; column++) {
        std::memcpy(to + 3 * column, from, 3 * sizeof(float));
        std::memcpy(to + 3 * (radius_ + width_ + column), from + 3 * (width_ - 1), 3 * sizeof(float));
      }
      std::memcpy(to + 3 * radius_, from, static_cast<size_t>(3 * width_) * sizeof(float));
    }
  }

  // The first channel of the leftmost pixel of an image's row. Rows and columns go from -radius to the size + radius.
  const float* row(int64_t row) const { return pixels_.data() + (row + radius_) * pitch_ + 3 * radius_; }

 private:
  int64_t height_;
  int64_t width_;
  int64_t radius_;
  int64_t pitch_;
  lm::Buffer pixels_;
};

}  // namespace LM_NAMESPACE
