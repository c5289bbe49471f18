// Handles, descriptors, version and words for statuses.
#include <memory>

#include "../driver_api.h"
#include "library.h"

using namespace lm::stand_in;
using namespace lm::stand_in::cudnn;

namespace {

template <typename Type, typename Pointer>
void create(Pointer* pointer) {
  require(pointer != nullptr, STATUS_NULL_POINTER, "a place for the descriptor");
  auto made = std::make_shared<Type>();
  *pointer = reinterpret_cast<Pointer>(made.get());
  library().descriptors.emplace(made.get(), made);
}

template <typename Pointer>
void destroy(Pointer pointer) {
  require(library().descriptors.erase(pointer) == 1, STATUS_BAD_PARAM, "a live descriptor");
}

}  // namespace

extern "C" __attribute__((visibility("default"))) size_t cudnnGetVersion() {
  std::lock_guard<std::mutex> hold(libraryMutex());
  return library().version;
}

extern "C" __attribute__((visibility("default"))) const char* cudnnGetErrorString(cudnnStatus_t status) {
  return status == STATUS_SUCCESS ? "success, says the stand-in" : "a failure, says the stand-in";
}

LM_CUDNN_API cudnnCreate(cudnnHandle_t* pointer) {
  return call(__func__, [&] {
    require(pointer != nullptr, STATUS_NULL_POINTER, "a place for the handle");
    CUcontext context = nullptr;
    cuCtxGetCurrent(&context);
    require(context != nullptr, STATUS_NOT_INITIALIZED, "a context that is current on this thread");
    auto* made = new Handle{context, nullptr};
    library().handles.insert(made);
    *pointer = reinterpret_cast<cudnnHandle_t>(made);
  });
}

LM_CUDNN_API cudnnDestroy(cudnnHandle_t pointer) {
  return call(__func__, [&] {
    Handle& found = handle(pointer);
    library().handles.erase(&found);
    delete &found;
  });
}

LM_CUDNN_API cudnnSetStream(cudnnHandle_t pointer, CUstream stream) {
  return call(__func__, [&] { handle(pointer).stream = stream; });
}

LM_CUDNN_API cudnnCreateTensorDescriptor(cudnnTensorDescriptor_t* pointer) {
  return call(__func__, [&] { create<Tensor>(pointer); });
}

LM_CUDNN_API cudnnDestroyTensorDescriptor(cudnnTensorDescriptor_t pointer) {
  return call(__func__, [&] { destroy(pointer); });
}

LM_CUDNN_API cudnnSetTensor4dDescriptor(cudnnTensorDescriptor_t pointer, int format, int type, int n, int c, int h,
                                        int w) {
  return call(__func__, [&] {
    Tensor& found = tensor(pointer);
    require(format == FORMAT_NHWC && type == DATA_FLOAT, STATUS_NOT_SUPPORTED, "NHWC and float");
    require(n > 0 && c > 0 && h > 0 && w > 0, STATUS_OUT_OF_BOUND, "dimensions of at least 1");
    found = Tensor{n, h, w, c};
  });
}

LM_CUDNN_API cudnnCreateFilterDescriptor(cudnnFilterDescriptor_t* pointer) {
  return call(__func__, [&] { create<Filter>(pointer); });
}

LM_CUDNN_API cudnnDestroyFilterDescriptor(cudnnFilterDescriptor_t pointer) {
  return call(__func__, [&] { destroy(pointer); });
}

LM_CUDNN_API cudnnSetFilter4dDescriptor(cudnnFilterDescriptor_t pointer, int type, int format, int outputs, int inputs,
                                        int height, int width) {
  return call(__func__, [&] {
    Filter& found = filter(pointer);
    require(format == FORMAT_NHWC && type == DATA_FLOAT, STATUS_NOT_SUPPORTED, "NHWC and float");
    require(outputs > 0 && inputs > 0 && height > 0 && width > 0, STATUS_OUT_OF_BOUND, "dimensions of at least 1");
    found = Filter{outputs, inputs, height, width};
  });
}

LM_CUDNN_API cudnnCreateConvolutionDescriptor(cudnnConvolutionDescriptor_t* pointer) {
  return call(__func__, [&] { create<Convolution>(pointer); });
}

LM_CUDNN_API cudnnDestroyConvolutionDescriptor(cudnnConvolutionDescriptor_t pointer) {
  return call(__func__, [&] { destroy(pointer); });
}

LM_CUDNN_API cudnnSetConvolution2dDescriptor(cudnnConvolutionDescriptor_t pointer, int paddingY, int paddingX,
                                             int strideY, int strideX, int dilationY, int dilationX, int mode,
                                             int computeType) {
  return call(__func__, [&] {
    Convolution& found = convolution(pointer);
    require(paddingY >= 0 && paddingX >= 0, STATUS_OUT_OF_BOUND, "padding of at least 0");
    require(strideY > 0 && strideX > 0, STATUS_OUT_OF_BOUND, "strides of at least 1");
    require(dilationY == 1 && dilationX == 1, STATUS_NOT_SUPPORTED, "no dilation");
    require(mode == CROSS_CORRELATION && computeType == DATA_FLOAT, STATUS_NOT_SUPPORTED,
            "a cross-correlation in float");
    found.set = true;
    found.paddingY = paddingY;
    found.paddingX = paddingX;
    found.strideY = strideY;
    found.strideX = strideX;
  });
}

LM_CUDNN_API cudnnSetConvolutionMathType(cudnnConvolutionDescriptor_t pointer, int math) {
  return call(__func__, [&] {
    require(math >= MATH_DEFAULT && math <= MATH_FMA, STATUS_OUT_OF_BOUND, "a math type from 0 to 3");
    convolution(pointer).math = math;
  });
}
