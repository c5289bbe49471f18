// One convolution: y = x * filter, all three directions. x [n,h,w,ci], filter [co,k,k,ci], y [n,h',w',co].
#pragma once

#include "library.h"

namespace lm::stand_in::cudnn {

enum class Direction { forward, backwardData, backwardFilter };

struct Problem {
  Tensor x;
  Filter filter;
  Convolution convolution;
  Tensor y;

  // Checks that the shapes belong together.
  static Problem of(cudnnTensorDescriptor_t x, cudnnFilterDescriptor_t filter, cudnnConvolutionDescriptor_t convolution,
                    cudnnTensorDescriptor_t y);
};

// Bytes that an algorithm needs; throws NOT_SUPPORTED for one that the stand-in does not know.
size_t workspaceBytes(Direction direction, const Problem& problem, int algorithm);

// Writes up to `most` entries into `found`, the best first; returns how many.
int rank(Direction direction, const Problem& problem, int most, cudnnAlgorithmPerformance* found);

}  // namespace lm::stand_in::cudnn
