// The part of cuDNN's binary interface that the stand-in implements, in our own words: the build needs no cuDNN.
#pragma once

#include <cstddef>
#include <cstdint>

#include "../driver_types.h"

using cudnnStatus_t = int;
using cudnnHandle_t = struct cudnnContext*;
using cudnnTensorDescriptor_t = struct cudnnTensorStruct*;
using cudnnFilterDescriptor_t = struct cudnnFilterStruct*;
using cudnnConvolutionDescriptor_t = struct cudnnConvolutionStruct*;

// One entry of a ranking of algorithms.
struct cudnnAlgorithmPerformance {
  int algorithm;
  cudnnStatus_t status;
  float milliseconds;
  size_t memory;
  int determinism;
  int mathType;
  int reserved[3];
};

namespace lm::stand_in::cudnn {

// As cuDNN 9 numbers them; `Failure` turns them into those of cuDNN 8 where that is the version claimed.
enum Status : cudnnStatus_t {
  STATUS_SUCCESS = 0,
  STATUS_NOT_INITIALIZED = 1001,
  STATUS_BAD_PARAM = 2000,
  STATUS_NULL_POINTER = 2002,
  STATUS_MISALIGNED_POINTER = 2003,
  STATUS_NOT_FINALIZED = 2004,
  STATUS_OUT_OF_BOUND = 2005,
  STATUS_SIZE_INSUFFICIENT = 2006,
  STATUS_SHAPE_MISMATCH = 2008,
  STATUS_NOT_SUPPORTED = 3000,
  STATUS_INTERNAL_ERROR = 4000,
  STATUS_EXECUTION_FAILED = 5000,
};

constexpr int FORMAT_NHWC = 1;
constexpr int DATA_FLOAT = 0;
constexpr int CROSS_CORRELATION = 1;
constexpr int MATH_DEFAULT = 0;
constexpr int MATH_FMA = 3;
constexpr int NORM_SPATIAL = 1;

}  // namespace lm::stand_in::cudnn

#define LM_CUDNN_API extern "C" __attribute__((visibility("default"))) cudnnStatus_t
