// The constructors of all kernels of one instruction set, one file per operation.
#pragma once

#include "../kernel.h"

namespace LM_NAMESPACE {

using Made = std::unique_ptr<lm::Kernel>;

Made makeConv2d(const lm::Step& step, int threads);
Made makeDepthwiseConv2d(const lm::Step& step, int threads);
Made makeLinear(const lm::Step& step, int threads);
Made makeBatchNorm(const lm::Step& step, int threads);
Made makeBatchNormInference(const lm::Step& step, int threads);
Made makeActivate(const lm::Step& step, int threads);
Made makeSqueezeExcite(const lm::Step& step, int threads);
Made makeGlobalAveragePool(const lm::Step& step, int threads);
Made makeMaxPool(const lm::Step& step, int threads);
Made makeAdd(const lm::Step& step, int threads);
Made makeDropout(const lm::Step& step, int threads);
Made makeElementwiseLoss(const lm::Step& step, int threads);
Made makeSgdUpdate(const lm::Step& step, int threads);
Made makeAdamUpdate(const lm::Step& step, int threads);
Made makeCropResize(const lm::Step& step, int threads);
Made makeMovingAverage(const lm::Step& step, int threads);
Made makeFlattenChannels(const lm::Step& step, int threads);
Made makeSoftArgmax(const lm::Step& step, int threads);
Made makeCoordinateClassificationLoss(const lm::Step& step, int threads);
Made makeRmspropUpdate(const lm::Step& step, int threads);
Made makeGradientNorm(const lm::Step& step, int threads);
Made makePointDistanceLoss(const lm::Step& step, int threads);
Made makeBlend(const lm::Step& step, int threads);
Made makeColourMatrix(const lm::Step& step, int threads);
Made makeLinearFilter(const lm::Step& step, int threads);
Made makeMedianFilter(const lm::Step& step, int threads);
Made makeGaussianNoise(const lm::Step& step, int threads);
Made makeJpegCompression(const lm::Step& step, int threads);
Made makeRandomErasing(const lm::Step& step, int threads);

}  // namespace LM_NAMESPACE
