// Which algorithms the stand-in claims to have. The best of a ranking is never one that this library may use: too much
// workspace, not repeatable, repeatable only by its own word, or not able to do the problem.
#include <vector>

#include "convolution.h"

using namespace lm::stand_in;
using namespace lm::stand_in::cudnn;

namespace {

constexpr size_t TOO_MUCH = size_t{8} << 30;

struct Algorithm {
  int number;
  cudnnStatus_t status;
  bool deterministic;
};

std::vector<Algorithm> algorithms(Direction direction) {
  const cudnnStatus_t unable = numbered(STATUS_NOT_SUPPORTED);
  switch (direction) {
    case Direction::forward:
      return {{5, STATUS_SUCCESS, true},
              {6, unable, true},
              {1, STATUS_SUCCESS, true},
              {0, STATUS_SUCCESS, true}};
    case Direction::backwardData:
      return {{0, STATUS_SUCCESS, false},
              {0, STATUS_SUCCESS, true},
              {3, STATUS_SUCCESS, true},
              {1, STATUS_SUCCESS, true}};
    default:
      return {{3, STATUS_SUCCESS, false},
              {3, STATUS_SUCCESS, true},
              {0, STATUS_SUCCESS, true},
              {6, STATUS_SUCCESS, true},
              {1, STATUS_SUCCESS, true}};
  }
}

template <typename Getter>
cudnnStatus_t ranking(const char* name, cudnnHandle_t library, int most, int* count, cudnnAlgorithmPerformance* found,
                      Direction direction, Getter problem) {
  return call(name, [&] {
    handle(library);
    require(count != nullptr && found != nullptr, STATUS_NULL_POINTER, "places for the ranking");
    require(most > 0, STATUS_BAD_PARAM, "at least one entry to be asked for");
    *count = rank(direction, problem(), most, found);
  });
}

template <typename Getter>
cudnnStatus_t workspace(const char* name, cudnnHandle_t library, int algorithm, size_t* bytes, Direction direction,
                        Getter problem) {
  return call(name, [&] {
    handle(library);
    require(bytes != nullptr, STATUS_NULL_POINTER, "a place for the size");
    *bytes = workspaceBytes(direction, problem(), algorithm);
  });
}

}  // namespace

namespace lm::stand_in::cudnn {

size_t workspaceBytes(Direction direction, const Problem& problem, int algorithm) {
  const size_t filter = static_cast<size_t>(problem.filter.elements()) * sizeof(float);
  const bool transforms = algorithm == (direction == Direction::forward        ? 5
                                        : direction == Direction::backwardData ? 3
                                                                               : 6);
  const bool known = algorithm == 0 || algorithm == 1 || (direction == Direction::backwardFilter && algorithm == 3);
  require(known || transforms, STATUS_NOT_SUPPORTED, "an algorithm that can do this problem");
  return transforms ? TOO_MUCH : algorithm == 0 ? 0 : filter + 4;
}

int rank(Direction direction, const Problem& problem, int most, cudnnAlgorithmPerformance* found) {
  int count = 0;
  for (const Algorithm& algorithm : algorithms(direction)) {
    if (count == most) {
      break;
    }
    const bool able = algorithm.status == STATUS_SUCCESS;
    found[count] = cudnnAlgorithmPerformance{};
    found[count].algorithm = algorithm.number;
    found[count].status = algorithm.status;
    found[count].milliseconds = able ? static_cast<float>(count + 1) : -1.0f;
    found[count].memory = able ? workspaceBytes(direction, problem, algorithm.number) : 0;
    found[count].determinism = algorithm.deterministic ? 1 : 0;
    found[count].mathType = MATH_FMA;
    count++;
  }
  return count;
}

}  // namespace lm::stand_in::cudnn

LM_CUDNN_API cudnnGetConvolutionForwardAlgorithm_v7(cudnnHandle_t library, cudnnTensorDescriptor_t x,
                                                    cudnnFilterDescriptor_t filter,
                                                    cudnnConvolutionDescriptor_t convolution, cudnnTensorDescriptor_t y,
                                                    int most, int* count, cudnnAlgorithmPerformance* found) {
  return ranking(__func__, library, most, count, found, Direction::forward,
                 [&] { return Problem::of(x, filter, convolution, y); });
}

LM_CUDNN_API cudnnGetConvolutionBackwardDataAlgorithm_v7(cudnnHandle_t library, cudnnFilterDescriptor_t filter,
                                                         cudnnTensorDescriptor_t y,
                                                         cudnnConvolutionDescriptor_t convolution,
                                                         cudnnTensorDescriptor_t x, int most, int* count,
                                                         cudnnAlgorithmPerformance* found) {
  return ranking(__func__, library, most, count, found, Direction::backwardData,
                 [&] { return Problem::of(x, filter, convolution, y); });
}

LM_CUDNN_API cudnnGetConvolutionBackwardFilterAlgorithm_v7(cudnnHandle_t library, cudnnTensorDescriptor_t x,
                                                           cudnnTensorDescriptor_t y,
                                                           cudnnConvolutionDescriptor_t convolution,
                                                           cudnnFilterDescriptor_t filter, int most, int* count,
                                                           cudnnAlgorithmPerformance* found) {
  return ranking(__func__, library, most, count, found, Direction::backwardFilter,
                 [&] { return Problem::of(x, filter, convolution, y); });
}

LM_CUDNN_API cudnnGetConvolutionForwardWorkspaceSize(cudnnHandle_t library, cudnnTensorDescriptor_t x,
                                                     cudnnFilterDescriptor_t filter,
                                                     cudnnConvolutionDescriptor_t convolution,
                                                     cudnnTensorDescriptor_t y, int algorithm, size_t* bytes) {
  return workspace(__func__, library, algorithm, bytes, Direction::forward,
                   [&] { return Problem::of(x, filter, convolution, y); });
}

LM_CUDNN_API cudnnGetConvolutionBackwardDataWorkspaceSize(cudnnHandle_t library, cudnnFilterDescriptor_t filter,
                                                          cudnnTensorDescriptor_t y,
                                                          cudnnConvolutionDescriptor_t convolution,
                                                          cudnnTensorDescriptor_t x, int algorithm, size_t* bytes) {
  return workspace(__func__, library, algorithm, bytes, Direction::backwardData,
                   [&] { return Problem::of(x, filter, convolution, y); });
}

LM_CUDNN_API cudnnGetConvolutionBackwardFilterWorkspaceSize(cudnnHandle_t library, cudnnTensorDescriptor_t x,
                                                            cudnnTensorDescriptor_t y,
                                                            cudnnConvolutionDescriptor_t convolution,
                                                            cudnnFilterDescriptor_t filter, int algorithm,
                                                            size_t* bytes) {
  return workspace(__func__, library, algorithm, bytes, Direction::backwardFilter,
                   [&] { return Problem::of(x, filter, convolution, y); });
}
