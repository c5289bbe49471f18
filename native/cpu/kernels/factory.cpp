#include "kernels.h"

namespace LM_NAMESPACE {

std::unique_ptr<lm::Kernel> makeKernel(const lm::Step& step, int threads) {
  switch (step.op) {
    case lm::OpCode::kConv2d: return makeConv2d(step, threads);
    case lm::OpCode::kDepthwiseConv2d: return makeDepthwiseConv2d(step, threads);
    case lm::OpCode::kLinear: return makeLinear(step, threads);
    case lm::OpCode::kBatchNorm: return makeBatchNorm(step, threads);
    case lm::OpCode::kBatchNormInference: return makeBatchNormInference(step, threads);
    case lm::OpCode::kActivate: return makeActivate(step, threads);
    case lm::OpCode::kSqueezeExcite: return makeSqueezeExcite(step, threads);
    case lm::OpCode::kGlobalAveragePool: return makeGlobalAveragePool(step, threads);
    case lm::OpCode::kMaxPool: return makeMaxPool(step, threads);
    case lm::OpCode::kAdd: return makeAdd(step, threads);
    case lm::OpCode::kDropout: return makeDropout(step, threads);
    case lm::OpCode::kElementwiseLoss: return makeElementwiseLoss(step, threads);
    case lm::OpCode::kSgdUpdate: return makeSgdUpdate(step, threads);
    case lm::OpCode::kAdamUpdate: return makeAdamUpdate(step, threads);
    case lm::OpCode::kCropResize: return makeCropResize(step, threads);
    case lm::OpCode::kMovingAverage: return makeMovingAverage(step, threads);
    case lm::OpCode::kFlattenChannels: return makeFlattenChannels(step, threads);
    case lm::OpCode::kSoftArgmax: return makeSoftArgmax(step, threads);
    case lm::OpCode::kCoordinateClassificationLoss: return makeCoordinateClassificationLoss(step, threads);
    case lm::OpCode::kRmspropUpdate: return makeRmspropUpdate(step, threads);
    case lm::OpCode::kGradientNorm: return makeGradientNorm(step, threads);
    case lm::OpCode::kPointDistanceLoss: return makePointDistanceLoss(step, threads);
    case lm::OpCode::kBlend: return makeBlend(step, threads);
    case lm::OpCode::kColourMatrix: return makeColourMatrix(step, threads);
    case lm::OpCode::kLinearFilter: return makeLinearFilter(step, threads);
    case lm::OpCode::kMedianFilter: return makeMedianFilter(step, threads);
    case lm::OpCode::kGaussianNoise: return makeGaussianNoise(step, threads);
    case lm::OpCode::kJpegCompression: return makeJpegCompression(step, threads);
    case lm::OpCode::kRandomErasing: return makeRandomErasing(step, threads);
  }
  throw std::invalid_argument("unknown operation code " + std::to_string(static_cast<int64_t>(step.op)));
}

}  // namespace LM_NAMESPACE
