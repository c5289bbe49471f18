// How a program is handed over: a flat list of 64-bit words, written by ProgramEncoder.java and read by plan.cpp.
//
//   magic, number of values, number of steps,
//   per value: region (0 arena, 1 host block), byte offset, bytes, 1 if it outlives a run
//   per step:  op code, pass (0 forward, 1 backward), number of attributes, attributes…,
//              number of operands, value ids… (-1: left out)
//
// OpEncoding.java lists the attributes of each operation in their order, and each kernel repeats its own where it reads
// them; floating-point ones are the bits of a double.
#pragma once

#include <cstdint>

namespace lm {

constexpr int64_t kProgramMagic = 0x6c696768746d6b31;  // "lightmk1"

enum class OpCode : int64_t {
  kConv2d = 1,
  kDepthwiseConv2d = 2,
  kLinear = 3,
  kBatchNorm = 4,
  kBatchNormInference = 5,
  kActivate = 6,
  kSqueezeExcite = 7,
  kGlobalAveragePool = 8,
  kMaxPool = 9,
  kAdd = 10,
  kDropout = 11,
  kElementwiseLoss = 12,
  kSgdUpdate = 13,
  kAdamUpdate = 14,
  kCropResize = 15,
  kMovingAverage = 16,
  kFlattenChannels = 17,
  kSoftArgmax = 18,
  kCoordinateClassificationLoss = 19,
  kRmspropUpdate = 20,
  kGradientNorm = 21,
  kPointDistanceLoss = 22,
  kBlend = 23,
  kColourMatrix = 24,
  kLinearFilter = 25,
  kMedianFilter = 26,
  kGaussianNoise = 27,
  kJpegCompression = 28,
  kRandomErasing = 29,
};

// Codes of the Activation, LossFunction.Kind and Border enums: their Java ordinals.
enum class Activation : int64_t { kIdentity, kRelu, kRelu6, kHswish, kHsigmoid };
enum class Loss : int64_t { kSquared, kAbsolute, kSmoothL1, kWing, kSoftWing, kAdaptiveWing };
enum class Border : int64_t { kZero, kReplicate };

// Where RunState.java keeps the step.
constexpr int kRunStateStep = 2;

}  // namespace lm
