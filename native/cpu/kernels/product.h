// Layers that are one matrix product, y[rows × columns] = x[rows × depth] · w[depth × columns]: pointwise convolutions
// (a row per pixel) and linear layers (a row per image).
#pragma once

#include "kernels.h"
#include "matmul.h"

namespace LM_NAMESPACE {

struct ProductShape {
  int64_t rows;
  int64_t depth;
  int64_t columns;
};

struct ProductForward {
  const float* x;
  const float* weight;
  Epilogue epilogue;
  float* y;
};

struct ProductBackward {
  const float* x;
  const float* weight;
  const float* dy;
  float* dx;       // null where not needed
  float* dweight;  // null where not needed
  float* dbias;    // null where not needed
};

Made makeProduct(ProductShape shape, ProductForward data, lm::WeightWatch watch);
Made makeProductGradients(ProductShape shape, ProductBackward data, lm::WeightWatch watch);

// Column sums of dy[rows × columns]: the gradient of a bias.
class BiasGradient {
 public:
  BiasGradient(int64_t rows, int64_t columns, const float* dy, float* dbias);
  void run(lm::ThreadPool& pool);

 private:
  int64_t rows_;
  int64_t columns_;
  const float* dy_;
  float* dbias_;
  int64_t slabs_;
  lm::Buffer partial_;
};

}  // namespace LM_NAMESPACE
