// The state of the stand-in cuDNN, and the frame of every call.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "types.h"

namespace lm::stand_in::cudnn {

// Ends a call with this status; the message goes to the standard error stream.
class Failure : public std::runtime_error {
 public:
  Failure(Status status, const std::string& message) : std::runtime_error(message), status(status) {}
  const Status status;
};

struct Handle {
  CUcontext context;
  CUstream stream;
};

// Dimensions by name; 0 until it is set.
struct Tensor {
  int n = 0;
  int h = 0;
  int w = 0;
  int c = 0;

  int64_t elements() const { return int64_t{1} * n * h * w * c; }
  bool operator==(const Tensor& other) const { return n == other.n && h == other.h && w == other.w && c == other.c; }
};

// [outputs, height, width, inputs].
struct Filter {
  int outputs = 0;
  int inputs = 0;
  int height = 0;
  int width = 0;

  int64_t elements() const { return int64_t{1} * outputs * inputs * height * width; }
};

struct Convolution {
  bool set = false;
  int paddingY = 0;
  int paddingX = 0;
  int strideY = 0;
  int strideX = 0;
  int math = MATH_DEFAULT;
};

// What the tests may ask for: how each direction was computed last; -1 for not at all.
struct LastUse {
  int forward = -1;
  int backwardData = -1;
  int backwardFilter = -1;
  int math = -1;
  int normMode = -1;
};

// The k-th call of a function from now on gives a status.
struct PlannedFailure {
  std::string function;
  uint64_t k;
  cudnnStatus_t status;
};

struct Library {
  size_t version = 90501;
  std::set<const Handle*> handles;
  std::map<const void*, std::shared_ptr<void>> descriptors;
  LastUse last;
  std::vector<PlannedFailure> planned;
};

Library& library();
std::mutex& libraryMutex();

// The frame of a call: applies the planned failures, turns Failure into its status.
cudnnStatus_t call(const char* name, const std::function<void()>& body) noexcept;

// Our status in the numbering of the version that is claimed.
cudnnStatus_t numbered(Status status);

void require(bool holds, Status status, const std::string& expected);

// The live handle or descriptor behind a pointer of the caller's.
Handle& handle(cudnnHandle_t pointer);
Tensor& tensor(cudnnTensorDescriptor_t pointer);
Filter& filter(cudnnFilterDescriptor_t pointer);
Convolution& convolution(cudnnConvolutionDescriptor_t pointer);

// The same, and it has been set.
const Tensor& shape(cudnnTensorDescriptor_t pointer);
const Filter& shape(cudnnFilterDescriptor_t pointer);

// Floats on the device: aligned, and so many of them allocated.
float* floats(const void* address, int64_t count, const char* name);

// Puts work on the handle's stream. It must own nothing that a jump out of it would lose.
void enqueue(const Handle& handle, const char* name, std::function<void()> work);

}  // namespace lm::stand_in::cudnn
