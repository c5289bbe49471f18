// The three directions of a convolution and the gradient of a bias, by loops in double.
#include "convolution.h"

#include <cstring>

using namespace lm::stand_in;
using namespace lm::stand_in::cudnn;

namespace {

constexpr int WORKSPACE_PATTERN = 0x7f;

struct Scale {
  float alpha;
  float beta;

  static Scale of(const void* alpha, const void* beta) {
    require(alpha != nullptr && beta != nullptr, STATUS_NULL_POINTER, "scale factors in host memory");
    return {*static_cast<const float*>(alpha), *static_cast<const float*>(beta)};
  }

  // The target is read only if it is used, as with cuDNN.
  void store(float* target, double value) const {
    const double scaled = alpha * value;
    *target = static_cast<float>(beta == 0.0f ? scaled : scaled + beta * *target);
  }
};

struct Arrays {
  float* x;
  float* filter;
  float* y;
};

// Calls body(x index, filter index, y index) of the channel-free positions that meet: pixel of x, tap, pixel of y.
template <typename Body>
void overTaps(const Problem& p, int image, int oy, int ox, Body body) {
  for (int ky = 0; ky < p.filter.height; ky++) {
    for (int kx = 0; kx < p.filter.width; kx++) {
      const int iy = oy * p.convolution.strideY - p.convolution.paddingY + ky;
      const int ix = ox * p.convolution.strideX - p.convolution.paddingX + kx;
      if (iy >= 0 && iy < p.x.h && ix >= 0 && ix < p.x.w) {
        body((int64_t{image} * p.x.h + iy) * p.x.w + ix, ky * p.filter.width + kx);
      }
    }
  }
}

// All pixels of y.
template <typename Body>
void overOutputs(const Problem& p, Body body) {
  for (int image = 0; image < p.y.n; image++) {
    for (int oy = 0; oy < p.y.h; oy++) {
      for (int ox = 0; ox < p.y.w; ox++) {
        body(image, oy, ox, (int64_t{image} * p.y.h + oy) * p.y.w + ox);
      }
    }
  }
}

int64_t filterIndex(const Problem& p, int output, int tap, int input) {
  return (int64_t{output} * p.filter.height * p.filter.width + tap) * p.filter.inputs + input;
}

void forward(const Problem& p, const Arrays& a, Scale scale) {
  overOutputs(p, [&](int image, int oy, int ox, int64_t pixel) {
    for (int co = 0; co < p.y.c; co++) {
      double sum = 0;
      overTaps(p, image, oy, ox, [&](int64_t source, int tap) {
        for (int ci = 0; ci < p.x.c; ci++) {
          sum += static_cast<double>(a.x[source * p.x.c + ci]) * a.filter[filterIndex(p, co, tap, ci)];
        }
      });
      scale.store(a.y + pixel * p.y.c + co, sum);
    }
  });
}

// The pixels of y that a pixel of x goes into, with the tap.
template <typename Body>
void overTargets(const Problem& p, int image, int iy, int ix, Body body) {
  for (int ky = 0; ky < p.filter.height; ky++) {
    for (int kx = 0; kx < p.filter.width; kx++) {
      const int y = iy + p.convolution.paddingY - ky;
      const int x = ix + p.convolution.paddingX - kx;
      const bool hit = y >= 0 && x >= 0 && y % p.convolution.strideY == 0 && x % p.convolution.strideX == 0;
      if (hit && y / p.convolution.strideY < p.y.h && x / p.convolution.strideX < p.y.w) {
        body((int64_t{image} * p.y.h + y / p.convolution.strideY) * p.y.w + x / p.convolution.strideX,
             ky * p.filter.width + kx);
      }
    }
  }
}

void backwardData(const Problem& p, const Arrays& a, Scale scale) {
  for (int image = 0; image < p.x.n; image++) {
    for (int iy = 0; iy < p.x.h; iy++) {
      for (int ix = 0; ix < p.x.w; ix++) {
        const int64_t pixel = (int64_t{image} * p.x.h + iy) * p.x.w + ix;
        for (int ci = 0; ci < p.x.c; ci++) {
          double sum = 0;
          overTargets(p, image, iy, ix, [&](int64_t target, int tap) {
            for (int co = 0; co < p.y.c; co++) {
              sum += static_cast<double>(a.y[target * p.y.c + co]) * a.filter[filterIndex(p, co, tap, ci)];
            }
          });
          scale.store(a.x + pixel * p.x.c + ci, sum);
        }
      }
    }
  }
}

void backwardFilter(const Problem& p, const Arrays& a, Scale scale) {
  for (int co = 0; co < p.y.c; co++) {
    for (int tap = 0; tap < p.filter.height * p.filter.width; tap++) {
      for (int ci = 0; ci < p.x.c; ci++) {
        double sum = 0;
        overOutputs(p, [&](int image, int oy, int ox, int64_t pixel) {
          const int iy = oy * p.convolution.strideY - p.convolution.paddingY + tap / p.filter.width;
          const int ix = ox * p.convolution.strideX - p.convolution.paddingX + tap % p.filter.width;
          if (iy >= 0 && iy < p.x.h && ix >= 0 && ix < p.x.w) {
            const int64_t source = (int64_t{image} * p.x.h + iy) * p.x.w + ix;
            sum += static_cast<double>(a.x[source * p.x.c + ci]) * a.y[pixel * p.y.c + co];
          }
        });
        scale.store(a.filter + filterIndex(p, co, tap, ci), sum);
      }
    }
  }
}

using Loops = void (*)(const Problem&, const Arrays&, Scale);

struct Call {
  const char* name;
  Direction direction;
  Loops loops;
};

void run(const Call& call, const Handle& handle, const Problem& problem, const Arrays& arrays, int algorithm,
         void* workspace, size_t bytes, Scale scale) {
  const size_t needed = workspaceBytes(call.direction, problem, algorithm);
  require(bytes >= needed, STATUS_SIZE_INSUFFICIENT, std::to_string(needed) + " bytes of workspace");
  float* scratch = needed == 0 ? nullptr : floats(workspace, static_cast<int64_t>(needed / sizeof(float)), "workspace");
  library().last.math = problem.convolution.math;
  enqueue(handle, call.name, [=] {
    if (scratch != nullptr) {
      std::memset(scratch, WORKSPACE_PATTERN, needed);  // a workspace that is also something else must show
    }
    call.loops(problem, arrays, scale);
  });
}

void biasGradient(const Tensor& y, const float* gradient, float* result, Scale scale) {
  for (int c = 0; c < y.c; c++) {
    double sum = 0;
    for (int64_t i = c; i < y.elements(); i += y.c) {
      sum += gradient[i];
    }
    scale.store(result + c, sum);
  }
}

}  // namespace

namespace lm::stand_in::cudnn {

Problem Problem::of(cudnnTensorDescriptor_t x, cudnnFilterDescriptor_t filter, cudnnConvolutionDescriptor_t convolution,
                    cudnnTensorDescriptor_t y) {
  Problem problem{shape(x), shape(filter), cudnn::convolution(convolution), shape(y)};
  const Convolution& c = problem.convolution;
  require(c.set, STATUS_NOT_FINALIZED, "a convolution descriptor that was set");
  const int height = problem.x.h + 2 * c.paddingY - problem.filter.height;
  const int width = problem.x.w + 2 * c.paddingX - problem.filter.width;
  require(height >= 0 && width >= 0, STATUS_SHAPE_MISMATCH, "an input as large as the filter");
  const Tensor expected{problem.x.n, height / c.strideY + 1, width / c.strideX + 1, problem.filter.outputs};
  require(problem.x.c == problem.filter.inputs && problem.y == expected, STATUS_SHAPE_MISMATCH,
          "shapes that belong together");
  return problem;
}

}  // namespace lm::stand_in::cudnn

LM_CUDNN_API cudnnConvolutionForward(cudnnHandle_t handlePointer, const void* alpha, cudnnTensorDescriptor_t xShape,
                                     const void* x, cudnnFilterDescriptor_t filterShape, const void* filter,
                                     cudnnConvolutionDescriptor_t convolution, int algorithm, void* workspace,
                                     size_t bytes, const void* beta, cudnnTensorDescriptor_t yShape, void* y) {
  return call(__func__, [&] {
    const Problem problem = Problem::of(xShape, filterShape, convolution, yShape);
    const Arrays arrays{floats(x, problem.x.elements(), "x"), floats(filter, problem.filter.elements(), "the filter"),
                        floats(y, problem.y.elements(), "y")};
    run(Call{"cudnnConvolutionForward", Direction::forward, &forward}, handle(handlePointer), problem, arrays,
        algorithm, workspace, bytes, Scale::of(alpha, beta));
    library().last.forward = algorithm;
  });
}

LM_CUDNN_API cudnnConvolutionBackwardData(cudnnHandle_t handlePointer, const void* alpha,
                                          cudnnFilterDescriptor_t filterShape, const void* filter,
                                          cudnnTensorDescriptor_t yShape, const void* gradY,
                                          cudnnConvolutionDescriptor_t convolution, int algorithm, void* workspace,
                                          size_t bytes, const void* beta, cudnnTensorDescriptor_t xShape, void* gradX) {
  return call(__func__, [&] {
    const Problem problem = Problem::of(xShape, filterShape, convolution, yShape);
    const Arrays arrays{floats(gradX, problem.x.elements(), "grad.x"),
                        floats(filter, problem.filter.elements(), "the filter"),
                        floats(gradY, problem.y.elements(), "grad.y")};
    run(Call{"cudnnConvolutionBackwardData", Direction::backwardData, &backwardData}, handle(handlePointer), problem,
        arrays, algorithm, workspace, bytes, Scale::of(alpha, beta));
    library().last.backwardData = algorithm;
  });
}

LM_CUDNN_API cudnnConvolutionBackwardFilter(cudnnHandle_t handlePointer, const void* alpha,
                                            cudnnTensorDescriptor_t xShape, const void* x,
                                            cudnnTensorDescriptor_t yShape, const void* gradY,
                                            cudnnConvolutionDescriptor_t convolution, int algorithm, void* workspace,
                                            size_t bytes, const void* beta, cudnnFilterDescriptor_t filterShape,
                                            void* gradFilter) {
  return call(__func__, [&] {
    const Problem problem = Problem::of(xShape, filterShape, convolution, yShape);
    const Arrays arrays{floats(x, problem.x.elements(), "x"),
                        floats(gradFilter, problem.filter.elements(), "the filter's gradient"),
                        floats(gradY, problem.y.elements(), "grad.y")};
    run(Call{"cudnnConvolutionBackwardFilter", Direction::backwardFilter, &backwardFilter}, handle(handlePointer),
        problem, arrays, algorithm, workspace, bytes, Scale::of(alpha, beta));
    library().last.backwardFilter = algorithm;
  });
}

LM_CUDNN_API cudnnConvolutionBackwardBias(cudnnHandle_t handlePointer, const void* alpha,
                                          cudnnTensorDescriptor_t yShape, const void* gradY, const void* beta,
                                          cudnnTensorDescriptor_t biasShape, void* gradBias) {
  return call(__func__, [&] {
    const Tensor y = shape(yShape);
    require(shape(biasShape) == Tensor{1, 1, 1, y.c}, STATUS_SHAPE_MISMATCH, "a bias per channel");
    const float* gradient = floats(gradY, y.elements(), "grad.y");
    float* result = floats(gradBias, y.c, "the bias's gradient");
    const Scale scale = Scale::of(alpha, beta);
    enqueue(handle(handlePointer), "cudnnConvolutionBackwardBias",
            [=] { biasGradient(y, gradient, result, scale); });
  });
}
