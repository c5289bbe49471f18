// JpegCompression: what JPEG loses of each image, in place. Semantics: JpegCompression.java.
//
// Images that are not compressed, most of a batch, are left alone. Of the others each block of 8 × 8 pixels is turned
// into luma and chroma, transformed by two products with the 8 × 8 matrix of cosines per direction and channel, and
// quantised in between: 12 k multiply-adds per block in loops of eight, which become vector code; a picture of 112 ×
// 112 pixels has 196 blocks.
#include <algorithm>
#include <cmath>

#include "../thread_pool.h"
#include "kernels.h"
#include "partition.h"

namespace LM_NAMESPACE {

namespace {

constexpr int kBlock = 8;
constexpr int kPixels = kBlock * kBlock;

typedef float Plane[kPixels];

float level(float value) { return std::min(std::max(value, 0.0f), 255.0f); }

// result = a · b.
void multiply(const Plane& a, const Plane& b, Plane& result) {
  for (int row = 0; row < kBlock; row++) {
    float sum[kBlock] = {};
    for (int k = 0; k < kBlock; k++) {
      for (int column = 0; column < kBlock; column++) {
        sum[column] += a[row * kBlock + k] * b[k * kBlock + column];
      }
    }
    std::copy(sum, sum + kBlock, result + row * kBlock);
  }
}

// Attributes: n, h, w, 3.
class JpegCompressionKernel : public lm::Kernel {
 public:
  explicit JpegCompressionKernel(const lm::Step& step)
      : n_(step.integer(0)),
        h_(step.integer(1)),
        w_(step.integer(2)),
        x_(step.floats(0)),
        steps_(step.floats(1)),
        levels_(step.floats(2)) {
    constexpr double kPi = 3.14159265358979323846;
    for (int frequency = 0; frequency < kBlock; frequency++) {
      const double scale = frequency == 0 ? std::sqrt(1.0 / kBlock) : 0.5;
      for (int place = 0; place < kBlock; place++) {
        const double cosine = scale * std::cos((2 * place + 1) * frequency * kPi / (2 * kBlock));
        cosines_[frequency * kBlock + place] = static_cast<float>(cosine);
        transposed_[place * kBlock + frequency] = static_cast<float>(cosine);
      }
    }
  }

  void run(lm::ThreadPool& pool) override {
    const int64_t rows = ceilDiv(h_, kBlock);
    pool.run(n_ * rows, [&](int64_t task, int) {
      const int64_t image = task / rows;
      if (steps_[image * 2 * kPixels] != 0.0f) {
        for (int64_t left = 0; left < w_; left += kBlock) {
          compress(image, task % rows * kBlock, left);
        }
      }
    });
  }

 private:
  void compress(int64_t image, int64_t top, int64_t left) const {
    const float gain = levels_[2 * image];
    const float bias = levels_[2 * image + 1];
    float* x = x_ + image * h_ * w_ * 3;
    Plane luma, bluish, reddish;
    for (int i = 0; i < kPixels; i++) {
      const int64_t row = std::min(top + i / kBlock, h_ - 1);
      const int64_t column = std::min(left + i % kBlock, w_ - 1);
      const float* pixel = x + 3 * (row * w_ + column);
      const float blue = level((pixel[0] - bias) / gain);
      const float green = level((pixel[1] - bias) / gain);
      const float red = level((pixel[2] - bias) / gain);
      const float y = 0.299f * red + 0.587f * green + 0.114f * blue;
      luma[i] = y - 128.0f;
      bluish[i] = (blue - y) * (0.5f / 0.886f);
      reddish[i] = (red - y) * (0.5f / 0.701f);
    }
    const float* steps = steps_ + image * 2 * kPixels;
    lose(luma, steps);
    lose(bluish, steps + kPixels);
    lose(reddish, steps + kPixels);
    for (int i = 0; i < kPixels; i++) {
      const int64_t row = top + i / kBlock;
      const int64_t column = left + i % kBlock;
      if (row < h_ && column < w_) {
        const float y = luma[i] + 128.0f;
        const float red = y + 1.402f * reddish[i];
        const float blue = y + 1.772f * bluish[i];
        const float green = (y - 0.299f * red - 0.114f * blue) * (1 / 0.587f);
        float* pixel = x + 3 * (row * w_ + column);
        pixel[0] = gain * level(blue) + bias;
        pixel[1] = gain * level(green) + bias;
        pixel[2] = gain * level(red) + bias;
      }
    }
  }

  // Transforms a plane, quantises its frequencies, and transforms them back.
  void lose(Plane& plane, const float* steps) const {
    Plane half, frequencies;
    multiply(cosines_, plane, half);
    multiply(half, transposed_, frequencies);
    for (int i = 0; i < kPixels; i++) {
      frequencies[i] = steps[i] * std::floor(frequencies[i] / steps[i] + 0.5f);
    }
    multiply(transposed_, frequencies, half);
    multiply(half, cosines_, plane);
  }

  int64_t n_;
  int64_t h_;
  int64_t w_;
  float* x_;
  const float* steps_;
  const float* levels_;
  Plane cosines_;
  Plane transposed_;
};

}  // namespace

Made makeJpegCompression(const lm::Step& step, int) { return std::make_unique<JpegCompressionKernel>(step); }

}  // namespace LM_NAMESPACE
