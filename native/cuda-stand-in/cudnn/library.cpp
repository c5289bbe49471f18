#include "library.h"

#include <cstdio>

#include "../driver_api.h"
#include "../library_calls.h"

namespace lm::stand_in::cudnn {

namespace {

constexpr size_t NINE = 90000;

cudnnStatus_t numberedAsEight(Status status) {
  switch (status / 1000) {
    case 1: return 1;
    case 2: return 3;
    case 3: return 9;
    case 4: return 4;
    default: return 8;
  }
}

cudnnStatus_t plannedFor(const std::string& name) {
  std::vector<PlannedFailure>& planned = library().planned;
  for (auto it = planned.begin(); it != planned.end(); ++it) {
    if (it->function == name && --it->k == 0) {
      const cudnnStatus_t status = it->status;
      planned.erase(it);
      return status;
    }
  }
  return STATUS_SUCCESS;
}

template <typename Type>
Type& descriptor(const void* pointer, const char* kind) {
  require(pointer != nullptr, STATUS_NULL_POINTER, std::string("a ") + kind);
  auto found = library().descriptors.find(pointer);
  require(found != library().descriptors.end(), STATUS_BAD_PARAM, std::string("a live ") + kind);
  return *static_cast<Type*>(found->second.get());
}

void runFunction(void* data) { (*static_cast<std::function<void()>*>(data))(); }

void deleteFunction(void* data) { delete static_cast<std::function<void()>*>(data); }

}  // namespace

Library& library() {
  static auto* only = new Library();
  return *only;
}

std::mutex& libraryMutex() {
  static auto* mutex = new std::mutex();
  return *mutex;
}

cudnnStatus_t numbered(Status status) {
  return library().version >= NINE || status == STATUS_SUCCESS ? static_cast<cudnnStatus_t>(status)
                                                               : numberedAsEight(status);
}

void require(bool holds, Status status, const std::string& expected) {
  if (!holds) {
    throw Failure(status, "Expected " + expected + ".");
  }
}

cudnnStatus_t call(const char* name, const std::function<void()>& body) noexcept {
  std::lock_guard<std::mutex> hold(libraryMutex());
  try {
    const cudnnStatus_t planned = plannedFor(name);
    if (planned != STATUS_SUCCESS) {
      return planned;
    }
    body();
    return STATUS_SUCCESS;
  } catch (const Failure& failure) {
    std::fprintf(stderr, "cuDNN stand-in: %s gives %d: %s\n", name, failure.status, failure.what());
    return numbered(failure.status);
  } catch (const std::exception& exception) {
    std::fprintf(stderr, "cuDNN stand-in: %s: %s\n", name, exception.what());
    return numbered(STATUS_INTERNAL_ERROR);
  }
}

Handle& handle(cudnnHandle_t pointer) {
  auto* handle = reinterpret_cast<Handle*>(pointer);
  require(handle != nullptr, STATUS_NULL_POINTER, "a handle");
  require(library().handles.count(handle) == 1, STATUS_BAD_PARAM, "a live handle");
  CUcontext current = nullptr;
  cuCtxGetCurrent(&current);
  require(current == handle->context, STATUS_BAD_PARAM, "the context in which the handle was created to be current");
  return *handle;
}

Tensor& tensor(cudnnTensorDescriptor_t pointer) { return descriptor<Tensor>(pointer, "tensor descriptor"); }

Filter& filter(cudnnFilterDescriptor_t pointer) { return descriptor<Filter>(pointer, "filter descriptor"); }

Convolution& convolution(cudnnConvolutionDescriptor_t pointer) {
  return descriptor<Convolution>(pointer, "convolution descriptor");
}

const Tensor& shape(cudnnTensorDescriptor_t pointer) {
  const Tensor& found = tensor(pointer);
  require(found.n > 0, STATUS_NOT_FINALIZED, "a tensor descriptor that was set");
  return found;
}

const Filter& shape(cudnnFilterDescriptor_t pointer) {
  const Filter& found = filter(pointer);
  require(found.outputs > 0, STATUS_NOT_FINALIZED, "a filter descriptor that was set");
  return found;
}

float* floats(const void* address, int64_t count, const char* name) {
  require(address != nullptr, STATUS_NULL_POINTER, name);
  const auto number = reinterpret_cast<uintptr_t>(address);
  require(number % sizeof(float) == 0, STATUS_MISALIGNED_POINTER, std::string(name) + " at a multiple of 4 bytes");
  require(cuStandInRequireMemory(number, static_cast<size_t>(count) * sizeof(float)) == CODE_SUCCESS, STATUS_BAD_PARAM,
          std::to_string(count) + " floats on the device as " + name);
  return reinterpret_cast<float*>(number);
}

void enqueue(const Handle& handle, const char* name, std::function<void()> work) {
  auto* kept = new std::function<void()>(std::move(work));
  require(cuStandInEnqueue(handle.stream, name, &runFunction, kept, &deleteFunction) == CODE_SUCCESS,
          STATUS_EXECUTION_FAILED, std::string("the driver to take ") + name);
}

}  // namespace lm::stand_in::cudnn
