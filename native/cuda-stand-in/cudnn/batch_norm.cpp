// Batch normalisation with the statistics of the batch per channel, and its gradients, by loops in double.
#include <cmath>

#include "library.h"

using namespace lm::stand_in;
using namespace lm::stand_in::cudnn;

namespace {

// What this library uses: y = result, without a share of what was there before.
void requirePlain(const void* alpha, const void* beta) {
  require(alpha != nullptr && beta != nullptr, STATUS_NULL_POINTER, "scale factors in host memory");
  require(*static_cast<const float*>(alpha) == 1.0f && *static_cast<const float*>(beta) == 0.0f, STATUS_NOT_SUPPORTED,
          "the scale factors 1 and 0");
}

void requireShapes(int mode, const Tensor& x, const Tensor& channels, double epsilon) {
  require(mode == NORM_SPATIAL, STATUS_NOT_SUPPORTED, "the mode SPATIAL");
  require(channels == Tensor{1, 1, 1, x.c}, STATUS_SHAPE_MISMATCH, "one value per channel");
  require(epsilon >= 0, STATUS_BAD_PARAM, "an epsilon of at least 0");
  library().last.normMode = mode;
}

struct Forward {
  Tensor shape;
  double momentum;
  double epsilon;
  const float* x;
  const float* gamma;
  const float* beta;
  float* y;
  float* runningMean;
  float* runningVariance;
  float* mean;
  float* inverse;
};

void runForward(const Forward& f) {
  const int64_t rows = f.shape.elements() / f.shape.c;
  const double count = static_cast<double>(rows);
  for (int c = 0; c < f.shape.c; c++) {
    double sum = 0;
    for (int64_t row = 0; row < rows; row++) {
      sum += f.x[row * f.shape.c + c];
    }
    const double mean = sum / count;
    double squares = 0;
    for (int64_t row = 0; row < rows; row++) {
      const double distance = f.x[row * f.shape.c + c] - mean;
      squares += distance * distance;
    }
    const double inverse = 1 / std::sqrt(squares / count + f.epsilon);
    for (int64_t row = 0; row < rows; row++) {
      const int64_t i = row * f.shape.c + c;
      f.y[i] = static_cast<float>(f.gamma[c] * ((f.x[i] - mean) * inverse) + f.beta[c]);
    }
    f.mean[c] = static_cast<float>(mean);
    f.inverse[c] = static_cast<float>(inverse);
    f.runningMean[c] = static_cast<float>((1 - f.momentum) * f.runningMean[c] + f.momentum * mean);
    f.runningVariance[c] =
        static_cast<float>((1 - f.momentum) * f.runningVariance[c] + f.momentum * squares / (count - 1));
  }
}

struct Backward {
  Tensor shape;
  const float* x;
  const float* gradY;
  const float* gamma;
  const float* mean;
  const float* inverse;
  float* gradX;
  float* gradGamma;
  float* gradBeta;
};

void runBackward(const Backward& b) {
  const int64_t rows = b.shape.elements() / b.shape.c;
  for (int c = 0; c < b.shape.c; c++) {
    double plain = 0;
    double scaled = 0;
    const auto normalised = [&](int64_t i) { return (static_cast<double>(b.x[i]) - b.mean[c]) * b.inverse[c]; };
    for (int64_t row = 0; row < rows; row++) {
      const int64_t i = row * b.shape.c + c;
      plain += b.gradY[i];
      scaled += b.gradY[i] * normalised(i);
    }
    b.gradBeta[c] = static_cast<float>(plain);
    b.gradGamma[c] = static_cast<float>(scaled);
    const double count = static_cast<double>(rows);
    for (int64_t row = 0; row < rows; row++) {
      const int64_t i = row * b.shape.c + c;
      const double rest = b.gradY[i] - plain / count - normalised(i) * scaled / count;
      b.gradX[i] = static_cast<float>(static_cast<double>(b.gamma[c]) * b.inverse[c] * rest);
    }
  }
}

}  // namespace

LM_CUDNN_API cudnnBatchNormalizationForwardTraining(cudnnHandle_t handlePointer, int mode, const void* alpha,
                                                    const void* beta, cudnnTensorDescriptor_t xShape, const void* x,
                                                    cudnnTensorDescriptor_t yShape, void* y,
                                                    cudnnTensorDescriptor_t channels, const void* gamma,
                                                    const void* shift, double momentum, void* runningMean,
                                                    void* runningVariance, double epsilon, void* mean, void* inverse) {
  return call(__func__, [&] {
    requirePlain(alpha, beta);
    const Tensor& in = shape(xShape);
    require(shape(yShape) == in, STATUS_SHAPE_MISMATCH, "y of the shape of x");
    requireShapes(mode, in, shape(channels), epsilon);
    const Forward work{in,
                       momentum,
                       epsilon,
                       floats(x, in.elements(), "x"),
                       floats(gamma, in.c, "gamma"),
                       floats(shift, in.c, "beta"),
                       floats(y, in.elements(), "y"),
                       floats(runningMean, in.c, "the running mean"),
                       floats(runningVariance, in.c, "the running variance"),
                       floats(mean, in.c, "the mean"),
                       floats(inverse, in.c, "the inverse standard deviation")};
    enqueue(handle(handlePointer), "cudnnBatchNormalizationForwardTraining", [work] { runForward(work); });
  });
}

LM_CUDNN_API cudnnBatchNormalizationBackward(cudnnHandle_t handlePointer, int mode, const void* alphaData,
                                             const void* betaData, const void* alphaParameters,
                                             const void* betaParameters, cudnnTensorDescriptor_t xShape, const void* x,
                                             cudnnTensorDescriptor_t gradYShape, const void* gradY,
                                             cudnnTensorDescriptor_t gradXShape, void* gradX,
                                             cudnnTensorDescriptor_t channels, const void* gamma, void* gradGamma,
                                             void* gradBeta, double epsilon, const void* mean, const void* inverse) {
  return call(__func__, [&] {
    requirePlain(alphaData, betaData);
    requirePlain(alphaParameters, betaParameters);
    const Tensor& in = shape(xShape);
    require(shape(gradYShape) == in && shape(gradXShape) == in, STATUS_SHAPE_MISMATCH, "gradients of the shape of x");
    requireShapes(mode, in, shape(channels), epsilon);
    const Backward work{in,
                        floats(x, in.elements(), "x"),
                        floats(gradY, in.elements(), "grad.y"),
                        floats(gamma, in.c, "gamma"),
                        floats(mean, in.c, "the mean"),
                        floats(inverse, in.c, "the inverse standard deviation"),
                        floats(gradX, in.elements(), "grad.x"),
                        floats(gradGamma, in.c, "grad.gamma"),
                        floats(gradBeta, in.c, "grad.beta")};
    enqueue(handle(handlePointer), "cudnnBatchNormalizationBackward", [work] { runBackward(work); });
  });
}
